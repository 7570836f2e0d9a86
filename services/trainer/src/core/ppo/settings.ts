// What a run of PPO is told. Names and units as in stable-baselines3, defaults as in its `PPO`.

/** A number that may change while the run goes on; `progress` runs from 0 to 1. */
export type Schedule =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'linear' | 'cosine'; readonly from: number; readonly to: number };

export interface PpoSettings {
  readonly totalTimesteps: number;
  /** Steps of each environment in one rollout. */
  readonly nSteps: number;
  readonly batchSize: number;
  readonly nEpochs: number;
  readonly learningRate: Schedule;
  readonly gamma: number;
  readonly gaeLambda: number;
  readonly clipRange: Schedule;
  readonly clipRangeVf: Schedule | null;
  readonly normalizeAdvantage: boolean;
  readonly entCoef: Schedule;
  readonly vfCoef: number;
  readonly maxGradNorm: number;
  /** The epochs of an update end early beyond 1.5 times this; `null` = never. */
  readonly targetKl: number | null;
  /** A penalty whose weight follows the KL divergence towards `targetKl` by a PID rule within `min` and `max`; `null` = off. */
  readonly klPenalty: {
    readonly initial: number;
    readonly min: number;
    readonly max: number;
    readonly kp: number;
    readonly ki: number;
    readonly kd: number;
  } | null;
  /** Only with a critic of quantiles; `null` = off. */
  readonly cvar: { readonly alpha: number; readonly weight: number; readonly cap: number } | null;
  readonly adamEps: number;
  /** Observations are brought to mean 0 and deviation 1 by what training has seen, and clipped; `null` = as they are. */
  readonly normalizeObservations: { readonly clip: number } | null;
  /** Rewards are divided by the deviation of their discounted sum, and clipped; `null` = as they are. */
  readonly normalizeRewards: { readonly clip: number } | null;
  readonly seed: number;
}

const constant = (value: number): Schedule => ({ kind: 'constant', value });

/** stable-baselines3 2.x, `PPO("MlpPolicy", …)`. */
export const SB3_DEFAULTS: PpoSettings = {
  totalTimesteps: 100_352,
  nSteps: 2_048,
  batchSize: 64,
  nEpochs: 10,
  learningRate: constant(3e-4),
  gamma: 0.99,
  gaeLambda: 0.95,
  clipRange: constant(0.2),
  clipRangeVf: null,
  normalizeAdvantage: true,
  entCoef: constant(0),
  vfCoef: 0.5,
  maxGradNorm: 0.5,
  targetKl: null,
  klPenalty: null,
  cvar: null,
  adamEps: 1e-5,
  normalizeObservations: null,
  normalizeRewards: null,
  seed: 0,
};
