// The gradient of the loss, term by term, against finite differences of its definition.

import { expect, test } from '@jest/globals';
import type { NetworkSpec } from '@tradingbot/policy';
import type { Minibatch, UpdateSettings } from '../../src/core/backend.ts';
import { seededParameters } from '../minibatches.ts';
import { BARE, batchWith, FULL, NETWORKS, type Ready } from './cases.ts';
import { expectGradient, finiteDifferences, largestOf } from './closeness.ts';
import { lossDefinition } from './loss-definition.ts';

const WITHIN = [0.9, 1.15, 1.02, 0.85];
const BEYOND = [0.5, 1.7, 0.75, 1.25, 1.05];

interface Term {
  readonly ratios?: readonly number[];
  /** The policy's own term stays out where this is 0. */
  readonly advantage?: number;
  readonly rows?: number;
  readonly settings: Partial<UpdateSettings>;
}

const TERMS: readonly (readonly [title: string, term: Term])[] = [
  ['the policy, ratios within the clip range', { ratios: WITHIN, settings: {} }],
  ['the policy, ratios on both sides of the clip range', { ratios: BEYOND, settings: {} }],
  ['the entropy', { advantage: 0, settings: { entCoef: 0.7 } }],
  ['the critic', { advantage: 0, settings: { vfCoef: 0.6 } }],
  ['the clipped critic', { advantage: 0, settings: { vfCoef: 0.6, clipRangeVf: 0.4 } }],
  ['CVaR', { advantage: 0, settings: { cvar: { alpha: 0.35, weight: 0.8, cap: 100 } } }],
  ['CVaR of less than one quantile', { advantage: 0, settings: { cvar: { alpha: 0.05, weight: 0.8, cap: 100 } } }],
  ['CVaR with a cap that some rows reach', { advantage: 0, settings: { cvar: { alpha: 1, weight: 0.8, cap: 0.6 } } }],
  ['the KL penalty', { advantage: 0, ratios: BEYOND, settings: { klCoef: 0.9 } }],
  ['the robust KL', { advantage: 0, settings: { robustKlCoef: 40 } }],
  ['all of them', { ratios: BEYOND, settings: FULL }],
  ['all of them, on a single row', { ratios: WITHIN, rows: 1, settings: FULL }],
];

export function gradientContract(ready: Ready): void {
  test.each(NETWORKS.flatMap(([title, spec]) => TERMS.map(([name, term]) => [name, title, spec, term] as const)))(
    'equals the finite differences of %s (%s)',
    async (_, __, spec, term) => {
      const parameters = seededParameters(spec, 2);
      const batch = batchOf(spec, parameters, term);
      const settings = { ...BARE, ...term.settings };
      const backend = await ready(spec, parameters);
      const expected = finiteDifferences(
        (at) => lossDefinition(spec, at, parameters, batch, settings).loss,
        parameters,
      );
      expectGradient(backend.gradient(batch, settings), expected);
    },
  );

  test.each(NETWORKS)('of the robust KL flows through the moved side alone (%s)', async (_, spec) => {
    const parameters = seededParameters(spec, 2);
    const batch = batchOf(spec, parameters, { advantage: 0, settings: {} });
    const settings = { ...BARE, robustKlCoef: 40 };
    const gradient = (await ready(spec, parameters)).gradient(batch, settings);
    const throughBoth = finiteDifferences((at) => lossDefinition(spec, at, at, batch, settings).loss, parameters);
    const apart = gradient.map((value, i) => value - (throughBoth[i] ?? NaN));
    expect(largestOf(apart)).toBeGreaterThan(0.1 * largestOf(throughBoth));
  });

  test.each(NETWORKS)('is nothing where every limit is passed (%s)', async (_, spec) => {
    const parameters = seededParameters(spec, 2);
    const batch = batchOf(spec, parameters, { ratios: [1.5], settings: {} });
    const backend = await ready(spec, parameters);
    // Good actions are likelier already by more than the clip range.
    const good = { ...batch, advantages: batch.advantages.map((value) => Math.abs(value) + 0.1) };
    const capped = { ...BARE, cvar: { alpha: 0.3, weight: 1, cap: 1e-6 } };
    const unmoved = { ...good, perturbed: batch.observations };
    expect(largestOf(backend.gradient(good, BARE))).toBe(0);
    expect(largestOf(backend.gradient(good, capped))).toBe(0);
    expect(largestOf(backend.gradient(unmoved, { ...BARE, robustKlCoef: 1 }))).toBeLessThan(1e-6);
  });

  test.each(NETWORKS)('changes nothing (%s)', async (_, spec) => {
    const parameters = seededParameters(spec, 2);
    const backend = await ready(spec, parameters);
    const batch = batchOf(spec, parameters, { ratios: BEYOND, settings: {} });
    const copy = structuredClone(batch);
    const once = backend.gradient(batch, FULL);
    expect(backend.gradient(batch, FULL)).toEqual(once);
    expect(batch).toEqual(copy);
    expect(backend.parameters()).toEqual(parameters);
    expect(backend.optimiser().step).toBe(0);
  });

  test('stays finite where one choice is all but certain', async () => {
    const [, spec] = NETWORKS[0] ?? [];
    if (spec === undefined) throw new Error('There is no network to try');
    const parameters = seededParameters(spec, 2).map((value) => 40 * value);
    const batch = batchOf(spec, parameters, { ratios: WITHIN, settings: {} });
    const gradient = (await ready(spec, parameters)).gradient(batch, FULL);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });
}

function batchOf(
  spec: NetworkSpec,
  parameters: Float32Array,
  { ratios = [1.1], advantage, rows = 7 }: Term,
): Minibatch {
  const batch = batchWith(spec, parameters, rows, ratios);
  return advantage === undefined ? batch : { ...batch, advantages: batch.advantages.map(() => advantage) };
}
