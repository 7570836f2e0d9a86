// The port between the algorithm and whoever computes: one network with its optimiser, behind a few synchronous calls.
// Arrays are flat and row-major. Whoever implements it passes the suite in `testing/backend-contract.ts`.

import type { NetworkSpec } from '@tradingbot/policy';

/** What the network says of some observations. */
export interface Outputs {
  /** rows × actor outputs: means, or logits. */
  readonly actor: Float32Array;
  /** rows × critic outputs. */
  readonly critic: Float32Array;
}

/** A part of a rollout. All arrays have `rows` rows. */
export interface Minibatch {
  readonly rows: number;
  readonly observations: Float32Array;
  /** rows × actions; of a categorical head the number of the choice. */
  readonly actions: Float32Array;
  readonly logProbs: Float32Array;
  /** Normalised already, where that is wanted. */
  readonly advantages: Float32Array;
  readonly returns: Float32Array;
  /** rows × critic outputs, from when the actions were taken; needed only when the critic is clipped. */
  readonly oldCritic: Float32Array;
  /** Observations moved by an adversary, for the robust term alone. */
  readonly perturbed?: Float32Array;
}

/** The terms of the loss, and the step of Adam. Names as in PPO's paper and stable-baselines3. */
export interface UpdateSettings {
  readonly learningRate: number;
  readonly clipRange: number;
  /** `null`: the critic is not clipped. */
  readonly clipRangeVf: number | null;
  readonly entCoef: number;
  readonly vfCoef: number;
  readonly maxGradNorm: number;
  /** × mean(old log probability − new); 0 = off. */
  readonly klCoef: number;
  /** × KL(π(s) ‖ π(s + δ)), mean over rows, the clean side held fast; 0 = off. */
  readonly robustKlCoef: number;
  /** × −CVaR of the critic's quantiles at `alpha`, held within ± `cap`, mean over rows; `null` = off. */
  readonly cvar: { readonly alpha: number; readonly weight: number; readonly cap: number } | null;
  readonly adamEps: number;
}

/** Of one update, before its step: means over the rows. */
export interface UpdateStats {
  readonly loss: number;
  readonly policyLoss: number;
  /** Without its coefficient. */
  readonly valueLoss: number;
  readonly entropy: number;
  /** mean((ratio − 1) − log ratio) (J. Schulman). */
  readonly approxKl: number;
  /** Share of rows whose ratio is beyond the clip range. */
  readonly clipFraction: number;
  readonly robustKl: number;
  readonly cvar: number;
  /** l2 over all parameters, before it is clipped. */
  readonly gradNorm: number;
  /** Largest |ratio − 1|. */
  readonly ratioDeviation: number;
}

/** Adam's moments (Kingma & Ba 2015), as flat as the parameters. */
export interface OptimiserState {
  /** Steps taken. */
  readonly step: number;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/** What an adversary wants: actions that were good to be less likely, or a value that is wrong. */
export type AttackGoal = 'policy' | 'value';

export interface Backend {
  readonly name: 'tfjs-node' | 'tfjs-wasm' | 'simd';
  readonly spec: NetworkSpec;
  /** A copy, as `layoutOf(spec)` places them. */
  parameters(): Float32Array;
  setParameters(parameters: Float32Array): void;
  optimiser(): OptimiserState;
  setOptimiser(state: OptimiserState): void;
  /** Writes the outputs for the first `rows` observations. */
  forward(observations: Float32Array, rows: number, outputs: Outputs): void;
  /**
   * One step of Adam on the gradient of
   * `policy + klCoef·KL + entCoef·(−entropy) + vfCoef·value + robustKlCoef·robust KL + cvar.weight·clamp(−CVaR)`.
   */
  update(batch: Minibatch, settings: UpdateSettings): UpdateStats;
  /** The gradient of the loss without its step, for tests and for who adds gradients up. */
  gradient(batch: Minibatch, settings: UpdateSettings): Float32Array;
  /**
   * Writes rows × observations: the gradient, at `observations`, of what the adversary makes large for each row:
   * −min(ratio·A, clip(ratio)·A), or (value − return)² with the mean of the quantiles as the value.
   */
  attackGradient(
    observations: Float32Array,
    batch: Minibatch,
    goal: AttackGoal,
    clipRange: number,
    gradient: Float32Array,
  ): void;
  dispose(): void;
}
