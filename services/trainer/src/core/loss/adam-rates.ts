// The numbers of one step of Adam that hang on the step alone (Kingma & Ba 2015, with PyTorch's placing of ε).
// Powers by repeated squaring: Math.pow may differ in the last bit between engines.

export const BETA1 = 0.9;
export const BETA2 = 0.999;

export interface AdamRates {
  /** learning rate ÷ (1 − β₁^step). */
  readonly stepSize: number;
  /** √(1 − β₂^step): the root of the second moment is divided by it before ε is added. */
  readonly correction: number;
}

/** @param step number of the step to come, from 1 */
export function adamRates(step: number, learningRate: number): AdamRates {
  return { stepSize: learningRate / (1 - power(BETA1, step)), correction: Math.sqrt(1 - power(BETA2, step)) };
}

/** The factor that brings a gradient to `maxNorm` if it is longer, as PyTorch's `clip_grad_norm_` does. */
export const clipFactor = (norm: number, maxNorm: number): number => Math.min(1, maxNorm / (norm + 1e-6));

function power(base: number, exponent: number): number {
  let result = 1;
  for (let square = base, rest = exponent; rest > 0; rest = Math.floor(rest / 2), square *= square) {
    if (rest % 2 === 1) result *= square;
  }
  return result;
}
