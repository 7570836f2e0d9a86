// How wrong the critic is about a return, and the gradient of that: of one row at a time.
// A mean is judged by its squared error, quantiles by the quantile Huber loss (Dabney et al. 2018) with κ = 1.

import type { CriticHead } from '@tradingbot/policy';
import type { Floats } from './floats.ts';

export interface CriticLoss {
  /**
   * The loss of the row at `at` against a return; the gradient below is of this row.
   * @param old the outputs at `oldAt` when the actions were taken; only looked at with a `clipRange`
   */
  loss(outputs: Floats, at: number, target: number, clipRange: number | null, old: Floats, oldAt: number): number;
  /** Writes `factor` × the gradient with respect to the outputs of the row. */
  gradient(factor: number, gradients: Floats, at: number): void;
}

export const createCriticLoss = (critic: CriticHead): CriticLoss =>
  critic.kind === 'mean' ? createSquaredError() : createQuantileHuber(critic.count);

/** (v − R)² without a half, as stable-baselines3 has it; clipped, v is `old + clamp(v − old, ±clip range)` and no other. */
function createSquaredError(): CriticLoss {
  let slope = 0;
  return {
    loss(outputs, at, target, clipRange, old, oldAt) {
      const value = outputs[at] as number;
      const before = clipRange === null ? value : (old[oldAt] as number);
      const move = value - before;
      const bound = clipRange ?? 0;
      const error = before + Math.min(Math.max(move, -bound), bound) - target;
      slope = Math.abs(move) <= bound ? 2 * error : 0;
      return error * error;
    },
    gradient(factor, gradients, at) {
      gradients[at] = factor * slope;
    },
  };
}

/**
 * The mean over quantiles of |τ − 1(u < 0)| × Huber(u), u = return − quantile. With a clip range it is the larger of this
 * and the same of the clipped quantiles, row by row.
 */
function createQuantileHuber(count: number): CriticLoss {
  /** τ ÷ count: the weight of a return above the quantile; one below it has 1 − τ. */
  const weights = Float64Array.from({ length: count }, (_, i) => (i + 0.5) / count / count);
  const slopes = new Float64Array(count);
  const clippedSlopes = new Float64Array(count);
  let taken = slopes;

  /** The share of quantile `i` in the loss of a row; writes its slope with respect to the quantile. */
  function share(u: number, i: number, to: Float64Array): number {
    const weight = u < 0 ? 1 / count - (weights[i] as number) : (weights[i] as number);
    const size = Math.abs(u);
    to[i] = size <= 1 ? -weight * u : u < 0 ? weight : -weight;
    return weight * (size <= 1 ? 0.5 * u * u : size - 0.5);
  }

  return {
    loss(outputs, at, target, clipRange, old, oldAt) {
      let plain = 0;
      for (let i = 0; i < count; i++) plain += share(target - (outputs[at + i] as number), i, slopes);
      taken = slopes;
      if (clipRange === null) return plain;
      let clipped = 0;
      for (let i = 0; i < count; i++) {
        const before = old[oldAt + i] as number;
        const move = (outputs[at + i] as number) - before;
        const quantile = before + Math.min(Math.max(move, -clipRange), clipRange);
        clipped += share(target - quantile, i, clippedSlopes);
        if (Math.abs(move) > clipRange) clippedSlopes[i] = 0;
      }
      if (clipped > plain) taken = clippedSlopes;
      return Math.max(plain, clipped);
    },
    gradient(factor, gradients, at) {
      for (let i = 0; i < count; i++) gradients[at + i] = factor * (taken[i] as number);
    },
  };
}
