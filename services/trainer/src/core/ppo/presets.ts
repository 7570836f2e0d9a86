// Settings that belong together, where the defaults are not what is wanted.

import { SB3_DEFAULTS, type PpoSettings } from './settings.ts';

/** How many environments `LARGE_BATCH` is made for. */
export const LARGE_BATCH_ENVIRONMENTS = 256;

/**
 * Many environments, short rollouts, large minibatches and few epochs: takes more steps to learn the same, and several
 * times less time. Rows of a rollout 256 × 32 = 8,192, in 8 minibatches of 1,024. A large step of Adam is needed for so
 * few updates, and its decay to 0 lets the policy settle.
 */
export const LARGE_BATCH: PpoSettings = {
  ...SB3_DEFAULTS,
  totalTimesteps: 1_000_000,
  nSteps: 32,
  batchSize: 1_024,
  nEpochs: 2,
  learningRate: { kind: 'linear', from: 2e-3, to: 0 },
  gaeLambda: 0.9,
};
