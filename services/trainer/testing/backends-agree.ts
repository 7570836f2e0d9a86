// Two backends say the same, learn the same, and are where the other is after many updates.

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NetworkSpec } from '@tradingbot/policy';
import type { Backend, UpdateSettings, UpdateStats } from '../src/core/backend.ts';
import type { CreateBackend } from './backend-contract.ts';
import { BARE, FULL, NETWORKS } from './contract/cases.ts';
import { expectClose } from './contract/closeness.ts';
import { outputsFor } from './contract/forward-contract.ts';
import { network, seededBatch, seededParameters } from './minibatches.ts';

/** A tenth of what is asked of them: they are apart by a few 1e-7. */
const TOLERANCE = 1e-5;
const UPDATES = 20;

type Tried = readonly (readonly [title: string, spec: NetworkSpec, rows: number])[];

export const SMALL: Tried = [
  ...NETWORKS.map(([title, spec]) => [title, spec, 7] as const),
  ['no hidden layer', network({ hidden: [] }), 7],
  ['many rows at a time', network({ observations: 3, hidden: [5] }), 150],
];

/** Of the size that is trained. */
export const LARGE: Tried = [
  ['64 × 64, choices', network({ observations: 4, hidden: [64, 64], head: { kind: 'categorical', choices: 2 } }), 64],
  [
    '64 × 64, a number, and 32 quantiles',
    network({
      observations: 51,
      hidden: [64, 64],
      head: { kind: 'gaussian', actions: 1, sigma: { kind: 'bounded', min: 0.2, max: 1.5 } },
      critic: { kind: 'quantiles', count: 32 },
    }),
    64,
  ],
];

const SETTINGS: readonly (readonly [title: string, settings: UpdateSettings])[] = [
  ['every term', { ...FULL, learningRate: 1e-3 }],
  ["stable-baselines3's terms", { ...BARE, learningRate: 1e-3, vfCoef: 0.5, entCoef: 0.01, maxGradNorm: 0.5 }],
];

/** @param pair two names, and how each is made */
export function describeAgreement(
  [[oneName, createOne], [otherName, createOther]]: readonly [[string, CreateBackend], [string, CreateBackend]],
  tried: Tried,
): void {
  describe.each(tried)(`${oneName} and ${otherName} agree: %s`, (_, spec, rows) => {
    let [one, other]: [Backend | undefined, Backend | undefined] = [undefined, undefined];
    const both = (): [Backend, Backend] => {
      if (one === undefined || other === undefined) throw new Error('The backends are not there yet');
      for (const backend of [one, other]) {
        backend.setParameters(seededParameters(spec, 1));
        backend.setOptimiser({ ...backend.optimiser(), step: 0, mean: zeros(backend), variance: zeros(backend) });
      }
      return [one, other];
    };
    beforeAll(async () => {
      [one, other] = [await createOne(spec), await createOther(spec)];
    });
    afterAll(() => {
      one?.dispose();
      other?.dispose();
    });

    test('on outputs', () => {
      const [mine, theirs] = both().map((backend) => {
        const outputs = outputsFor(spec, 130);
        backend.forward(seededBatch(spec, 130, 3).observations, 130, outputs);
        return [...outputs.actor, ...outputs.critic];
      });
      expectClose(mine ?? [], theirs ?? [], TOLERANCE);
    });

    test.each(SETTINGS)('on the gradient of %s', (_, settings) => {
      const [mine, theirs] = both().map((backend) => backend.gradient(seededBatch(spec, rows, 4), settings));
      expectClose(mine ?? [], theirs ?? [], TOLERANCE);
    });

    test.each(['policy', 'value'] as const)("on an adversary's gradient, against the %s", (goal) => {
      const batch = seededBatch(spec, rows, 5);
      const [mine, theirs] = both().map((backend) => {
        const gradient = new Float32Array(rows * spec.observations);
        backend.attackGradient(batch.observations, batch, goal, 0.2, gradient);
        return gradient;
      });
      expectClose(mine ?? [], theirs ?? [], TOLERANCE);
    });

    test.each(SETTINGS)(`on figures, parameters and moments through ${UPDATES} updates with %s`, (_, settings) => {
      const [mine, theirs] = both();
      for (let step = 0; step < UPDATES; step++) {
        const batch = seededBatch(spec, rows, step);
        expectClose(figures(mine.update(batch, settings)), figures(theirs.update(batch, settings)), TOLERANCE);
      }
      expect(mine.parameters()).not.toEqual(seededParameters(spec, 1));
      expectClose(mine.parameters(), theirs.parameters(), TOLERANCE);
      expectClose(mine.optimiser().mean, theirs.optimiser().mean, TOLERANCE);
      expectClose(mine.optimiser().variance, theirs.optimiser().variance, TOLERANCE);
    });
  });
}

const zeros = (backend: Backend): Float32Array => new Float32Array(backend.parameters().length);

const figures = (stats: UpdateStats): number[] =>
  Object.entries(stats)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, value]: [string, number]) => value);
