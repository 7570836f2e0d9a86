// Small models for specs: every number fixed by arithmetic, so that their files are the same on every machine.

import type { Checkpoint, NetworkSpec, PolicyModel } from '../src/index.ts';
import { layoutOf } from '../src/index.ts';

export const SMALL_NETWORK: NetworkSpec = {
  observations: 3,
  hidden: [4, 2],
  activation: 'tanh',
  head: { kind: 'gaussian', actions: 1, sigma: { kind: 'bounded', min: 0.2, max: 1.5 } },
  critic: { kind: 'mean' },
};

export const CHOOSING_NETWORK: NetworkSpec = {
  observations: 3,
  hidden: [5],
  activation: 'tanh',
  head: { kind: 'categorical', choices: 4 },
  critic: { kind: 'quantiles', count: 3 },
};

export function smallModel(network: NetworkSpec = SMALL_NETWORK): PolicyModel {
  const { observations, head } = network;
  return {
    data: {
      format: 'tradingbot-policy',
      schemaVersion: 1,
      algorithm: 'ppo',
      network,
      features: {
        names: Array.from({ length: observations }, (_, i) => `feature_${i}`),
        omitted: { taker_buy_ratio: 'the bars have no column taker_buy_base' },
      },
      assetClass: 'crypto_spot',
      timeframe: '1h',
      actions: head.kind === 'categorical' ? { kind: 'bins', weights: [0, 0.2, 0.6, 1] } : { kind: 'continuous' },
      hyperparameters: { learning_rate: 1e-4, n_steps: 2048 },
      seed: 7,
      step: 4096,
      lineage: [{ run: 'train-0001', step: 4096 }],
      hashes: { configuration: '00ff', data: '11ee' },
      score: { metric: 'sortino', value: 1.25 },
    },
    parameters: pattern(layoutOf(network).size, 0.1),
    normaliser: {
      mean: Float64Array.from({ length: observations }, (_, i) => 100 * i + 0.1),
      variance: Float64Array.from({ length: observations }, (_, i) => i + 0.25),
      count: 4096,
      clip: 10,
    },
  };
}

export function smallCheckpoint(network: NetworkSpec = SMALL_NETWORK): Checkpoint {
  const { size } = layoutOf(network);
  return {
    model: smallModel(network),
    optimiser: { step: 640, mean: pattern(size, 0.001), variance: pattern(size, 0.0001).map(Math.abs) },
    training: {
      values: { generator: [1, 2, 3, 4], environment: { episode: 5 } },
      arrays: {
        lastObservations: Float32Array.of(-0, Number.NaN, 1.5),
        returns: Float64Array.of(Math.PI, Number.POSITIVE_INFINITY),
        positions: Int32Array.of(-2, 7),
        done: Uint8Array.of(0, 1, 255),
      },
    },
  };
}

/** Sixteenths from −1 to 1 in no obvious order, times `scale`: exact enough, and no luck. */
const pattern = (length: number, scale: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => (((i * 13) % 33) / 16 - 1) * scale);
