// Adam (Kingma & Ba 2015) on flat arrays, after the gradient has been brought within a norm, both as PyTorch does it.

import type { OptimiserState } from '../../core/index.ts';

const BETA_1 = 0.9;
const BETA_2 = 0.999;

/** l2, summed in double precision. */
export function normOf(gradient: Float32Array): number {
  let squares = 0;
  for (const value of gradient) squares += value * value;
  return Math.sqrt(squares);
}

/**
 * One step, in place.
 * @param norm of the gradient; beyond `maxGradNorm` the gradient counts as `maxGradNorm ÷ (norm + 1e-6)` of itself
 * @returns the number of steps taken now
 */
export function adamStep(
  parameters: Float32Array,
  { step, mean, variance }: OptimiserState,
  gradient: Float32Array,
  norm: number,
  settings: { readonly learningRate: number; readonly maxGradNorm: number; readonly adamEps: number },
): number {
  const taken = step + 1;
  const scale = Math.min(1, settings.maxGradNorm / (norm + 1e-6));
  const rate = settings.learningRate / (1 - BETA_1 ** taken);
  const correction = Math.sqrt(1 - BETA_2 ** taken);
  for (let i = 0; i < parameters.length; i++) {
    const slope = (gradient[i] as number) * scale;
    const first = BETA_1 * (mean[i] as number) + (1 - BETA_1) * slope;
    const second = BETA_2 * (variance[i] as number) + (1 - BETA_2) * slope * slope;
    mean[i] = first;
    variance[i] = second;
    parameters[i] = (parameters[i] as number) - (rate * first) / (Math.sqrt(second) / correction + settings.adamEps);
  }
  return taken;
}
