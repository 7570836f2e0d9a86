// A policy that has learnt nothing: parameters at random, from a fixed seed, on the features of the platform.
// What it decides is of no use, and different at every bar, which is what specs need.

import { createRandom, nextFloat } from '@tradingbot/core';
import type { AssetClass } from '@tradingbot/domain';
import { observationPlan } from '@tradingbot/features';
import { layoutOf, writeModel, type ActionMap, type ModelData, type PolicyModel } from '@tradingbot/policy';

export interface RandomModelChoice {
  readonly seed?: number;
  readonly timeframe?: string;
  readonly assetClass?: AssetClass;
  readonly actions?: ActionMap;
  /** Instead of those of short windows. */
  readonly features?: readonly string[];
  readonly data?: Partial<ModelData>;
}

/** Bars until it decides. */
const WARMUP = 40;

export function randomModel(choice: RandomModelChoice = {}): PolicyModel {
  const { seed = 1, timeframe = '1h', assetClass = 'crypto_spot', actions = { kind: 'continuous' } } = choice;
  const plan = observationPlan({ columns: [], timeframe, assetClass, instruments: ['ONE'], maxWarmup: WARMUP });
  const names = choice.features ?? plan.names;
  const network: ModelData['network'] = {
    observations: names.length,
    hidden: [16, 16],
    activation: 'tanh',
    head:
      actions.kind === 'bins'
        ? { kind: 'categorical', choices: actions.weights.length }
        : { kind: 'gaussian', actions: 1, sigma: { kind: 'free' } },
    critic: { kind: 'mean' },
  };
  const random = createRandom(seed);
  return {
    data: {
      format: 'tradingbot-policy',
      schemaVersion: 1,
      algorithm: 'ppo',
      network,
      features: { names, omitted: plan.omitted },
      assetClass,
      timeframe,
      actions,
      hyperparameters: { learning_rate: 1e-4 },
      seed,
      step: 2_048,
      lineage: [{ run: 'spec' }],
      hashes: { configuration: '00', data: '11' },
      score: { metric: 'sortino', value: 0.5 },
      ...choice.data,
    },
    parameters: Float32Array.from({ length: layoutOf(network).size }, () => 0.8 * nextFloat(random) - 0.4),
    normaliser: null,
  };
}

/** The bytes of its file. */
export const randomModelBytes = (choice: RandomModelChoice = {}): Uint8Array =>
  writeModel({ model: randomModel(choice), optimiser: null, training: null });
