// A backend in plain loops and 64 bits, row by row: slow, and right at a glance. The oracle of those that are fast.

import { actorOutputs, criticOutputs, layoutOf, type NetworkSpec } from '@tradingbot/policy';
import type { Backend, Minibatch, UpdateSettings, UpdateStats } from '../src/core/backend.ts';
import { adamRates, BETA1, BETA2, clipFactor } from '../src/core/loss/adam-rates.ts';
import { createAttackHead } from '../src/core/loss/attack-head.ts';
import type { Rows } from '../src/core/loss/floats.ts';
import { createLossHead, isRobust } from '../src/core/loss/loss-head.ts';
import { backwardRow, forwardRow, layersOf, type Trace } from './naive-network.ts';

/** Calls itself `simd`, since the port knows no other name for what runs anywhere. Parameters are kept in 32 bits. */
export function createNaiveBackend(spec: NetworkSpec): Backend {
  const layout = layoutOf(spec);
  const actor = layersOf(layout, 'mlp_extractor.policy_net', 'action_net');
  const critic = layersOf(layout, 'mlp_extractor.value_net', 'value_net');
  const logStd = layout.tensors.find(({ name }) => name === 'log_std') ?? { offset: layout.size, length: 0 };
  const parameters = new Float32Array(layout.size);
  const moments = { step: 0, mean: new Float32Array(layout.size), variance: new Float32Array(layout.size) };
  const loss = createLossHead(spec);
  const attack = createAttackHead(spec);

  const trace = (layers: typeof actor, observations: Float32Array, rows: number): Trace[] =>
    Array.from({ length: rows }, (_, row) =>
      forwardRow(layers, parameters, [
        ...observations.subarray(row * spec.observations, (row + 1) * spec.observations),
      ]),
    );
  const ownLogStd = (): Float32Array => parameters.subarray(logStd.offset, logStd.offset + logStd.length);

  /** The gradient of the loss in 64 bits, and what it says of itself. */
  function differentiate(batch: Minibatch, settings: UpdateSettings): { gradient: Float64Array; stats: UpdateStats } {
    const passes = [
      { layers: actor, traces: trace(actor, batch.observations, batch.rows), width: actorOutputs(spec) },
      { layers: critic, traces: trace(critic, batch.observations, batch.rows), width: criticOutputs(spec) },
      {
        layers: actor,
        traces: isRobust(batch, settings) ? trace(actor, batch.perturbed ?? batch.observations, batch.rows) : [],
        width: actorOutputs(spec),
      },
    ] as const;
    const [a, c, m] = passes;
    const outputs = { actor: outputsOf(a), critic: outputsOf(c), moved: outputsOf(m) };
    const slopes = {
      actor: emptyRows(a.width, batch.rows),
      critic: emptyRows(c.width, batch.rows),
      moved: emptyRows(m.width, batch.rows),
    };
    const gradient = new Float64Array(layout.size);
    loss.begin(batch, settings, ownLogStd());
    loss.add(0, batch.rows, outputs, slopes);
    const terms = loss.end(gradient.subarray(logStd.offset, logStd.offset + logStd.length));
    [slopes.actor, slopes.critic, slopes.moved].forEach((rows, i) => {
      const { layers, traces } = passes[i] ?? a;
      traces.forEach((row, at) => void backwardRow(layers, parameters, row, rowOf(rows, at), gradient));
    });
    return { gradient, stats: { ...terms, gradNorm: Math.hypot(...gradient) } };
  }

  return {
    name: 'simd',
    spec,
    parameters: () => parameters.slice(),
    setParameters: (next) => parameters.set(next),
    optimiser: () => ({ step: moments.step, mean: moments.mean.slice(), variance: moments.variance.slice() }),
    setOptimiser({ step, mean, variance }) {
      moments.step = step;
      moments.mean.set(mean);
      moments.variance.set(variance);
    },
    forward(observations, rows, outputs) {
      outputs.actor.set(trace(actor, observations, rows).flatMap((row) => row.at(-1) ?? []));
      outputs.critic.set(trace(critic, observations, rows).flatMap((row) => row.at(-1) ?? []));
    },
    gradient: (batch, settings) => Float32Array.from(differentiate(batch, settings).gradient),
    update(batch, settings) {
      const { gradient, stats } = differentiate(batch, settings);
      const factor = clipFactor(stats.gradNorm, settings.maxGradNorm);
      const { stepSize, correction } = adamRates(++moments.step, settings.learningRate);
      gradient.forEach((unclipped, i) => {
        const slope = unclipped * factor;
        const mean = BETA1 * (moments.mean[i] ?? NaN) + (1 - BETA1) * slope;
        const variance = BETA2 * (moments.variance[i] ?? NaN) + (1 - BETA2) * slope * slope;
        moments.mean[i] = mean;
        moments.variance[i] = variance;
        parameters[i] =
          (parameters[i] ?? NaN) - (stepSize * mean) / (Math.sqrt(variance) / correction + settings.adamEps);
      });
      return stats;
    },
    attackGradient(observations, batch, goal, clipRange, gradient) {
      const layers = goal === 'policy' ? actor : critic;
      const width = goal === 'policy' ? actorOutputs(spec) : criticOutputs(spec);
      const traces = trace(layers, observations, batch.rows);
      const slopes = emptyRows(width, batch.rows);
      attack.begin(ownLogStd());
      if (goal === 'policy') attack.policy(0, batch.rows, batch, clipRange, outputsOf({ traces, width }), slopes);
      else attack.value(0, batch.rows, batch, outputsOf({ traces, width }), slopes);
      const ignored = new Float64Array(layout.size);
      traces.forEach((row, at) => {
        gradient.set(backwardRow(layers, parameters, row, rowOf(slopes, at), ignored), at * spec.observations);
      });
    },
    dispose: () => undefined,
  };
}

const outputsOf = ({ traces, width }: { traces: readonly Trace[]; width: number }): Rows => ({
  values: Float64Array.from(traces.flatMap((trace) => [...(trace.at(-1) ?? [])])),
  stride: width,
});

const emptyRows = (width: number, rows: number): Rows => ({ values: new Float64Array(width * rows), stride: width });

const rowOf = ({ values, stride }: Rows, row: number): number[] => [
  ...values.subarray(row * stride, (row + 1) * stride),
];
