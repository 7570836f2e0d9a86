// The gradients of the loss are written out by hand: here they are held against differences of the loss itself.

import { describe, expect, test } from '@jest/globals';
import { actorOutputs, criticOutputs, type NetworkSpec } from '@tradingbot/policy';
import { network, PLAIN, seededBatch, seededParameters } from '../../../testing/minibatches.ts';
import { createNaiveBackend } from '../../../testing/naive-backend.ts';
import type { Minibatch, UpdateSettings } from '../backend.ts';

const GAUSSIAN = { kind: 'gaussian', actions: 2, sigma: { kind: 'free' } } as const;
const BOUNDED = { kind: 'gaussian', actions: 2, sigma: { kind: 'bounded', min: 0.2, max: 1.5 } } as const;
const QUANTILES = { kind: 'quantiles', count: 7 } as const;

describe('The gradient of the loss is the slope of the loss', () => {
  test.each<[string, Partial<NetworkSpec>, Partial<UpdateSettings>]>([
    ['choices, mean of the return', {}, {}],
    ['numbers with a free deviation', { head: GAUSSIAN }, {}],
    ['numbers with a bounded deviation', { head: BOUNDED }, {}],
    ['penalty on the KL divergence', { head: GAUSSIAN }, { klCoef: 0.7 }],
    ['robust term, choices', {}, { robustKlCoef: 0.8 }],
    ['robust term, numbers', { head: BOUNDED }, { robustKlCoef: 0.8 }],
    ['clipped mean', {}, { clipRangeVf: 0.4 }],
    ['quantiles', { critic: QUANTILES }, {}],
    ['clipped quantiles', { critic: QUANTILES }, { clipRangeVf: 0.4 }],
    ['tail of the quantiles', { critic: QUANTILES }, { cvar: { alpha: 0.2, weight: 0.6, cap: 0.5 } }],
    [
      'all of them',
      { head: GAUSSIAN, critic: QUANTILES },
      { klCoef: 0.2, robustKlCoef: 0.5, clipRangeVf: 0.3, entCoef: 0.1, cvar: { alpha: 0.3, weight: 0.4, cap: 0.4 } },
    ],
  ])('%s', (_which, overrides, terms) => {
    const spec = network({ hidden: [5], ...overrides });
    const settings = { ...PLAIN, entCoef: 0.3, ...terms };
    const batch = seededBatch(spec, 6, 3);
    const parameters = seededParameters(spec, 1);
    const backend = createNaiveBackend(spec);
    backend.setParameters(parameters);
    const gradient = backend.gradient(batch, settings);
    const slopes = differences(parameters, (at) => lossAt(spec, at, batch, settings, parameters));
    expect(Math.max(...slopes.map(Math.abs))).toBeGreaterThan(0.05);
    slopes.forEach((slope, i) => expect(Math.abs((gradient[i] ?? NaN) - slope)).toBeLessThan(2e-4));
  });
});

/** Central differences, divided by what 32 bits left of the step. */
function differences(point: Float32Array, valueAt: (point: Float32Array) => number): number[] {
  return [...point].map((x, i) => {
    const above = point.with(i, x + 1e-3);
    const below = point.with(i, x - 1e-3);
    return (valueAt(above) - valueAt(below)) / ((above[i] ?? NaN) - (below[i] ?? NaN));
  });
}

/** The loss at other parameters. The clean side of the robust term stays where it was: it is held fast. */
function lossAt(
  spec: NetworkSpec,
  parameters: Float32Array,
  batch: Minibatch,
  settings: UpdateSettings,
  clean: Float32Array,
): number {
  const backend = createNaiveBackend(spec);
  backend.setParameters(parameters);
  const { loss, robustKl } = backend.update(batch, settings);
  return loss - settings.robustKlCoef * (robustKl - robustKlAt(spec, parameters, batch, clean));
}

/** mean KL(π(s) ‖ π(s + δ)) with the left side from `clean` and the right side from `moved`, by its definition. */
function robustKlAt(spec: NetworkSpec, moved: Float32Array, batch: Minibatch, clean: Float32Array): number {
  const left = policyAt(spec, clean, batch.observations, batch.rows);
  const right = policyAt(spec, moved, batch.perturbed ?? batch.observations, batch.rows);
  const ofRow = left.outputs.map((outputs, row) =>
    sum(
      outputs.map((mean, j) => {
        const other = right.outputs[row]?.[j] ?? NaN;
        if (spec.head.kind === 'categorical') return Math.exp(mean) * (mean - other);
        const [s1, s2] = [left.deviations[j] ?? NaN, right.deviations[j] ?? NaN];
        return Math.log(s2 / s1) + (s1 ** 2 + (mean - other) ** 2) / (2 * s2 ** 2) - 0.5;
      }),
    ),
  );
  return sum(ofRow) / batch.rows;
}

/** Means and deviations, or log probabilities, of each row. */
function policyAt(spec: NetworkSpec, parameters: Float32Array, observations: Float32Array, rows: number) {
  const width = actorOutputs(spec);
  const backend = createNaiveBackend(spec);
  backend.setParameters(parameters);
  const actor = new Float32Array(rows * width);
  backend.forward(observations, rows, { actor, critic: new Float32Array(rows * criticOutputs(spec)) });
  const outputs = Array.from({ length: rows }, (_, row) => {
    const ofRow = [...actor.subarray(row * width, (row + 1) * width)];
    const logSum = Math.log(sum(ofRow.map(Math.exp)));
    return spec.head.kind === 'categorical' ? ofRow.map((logit) => logit - logSum) : ofRow;
  });
  const { head } = spec;
  if (head.kind === 'categorical') return { outputs, deviations: [] };
  const { sigma } = head;
  const deviations = [...parameters.subarray(-head.actions)].map((p) =>
    sigma.kind === 'free' ? Math.exp(p) : sigma.min + (sigma.max - sigma.min) / (1 + Math.exp(-p)),
  );
  return { outputs, deviations };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
