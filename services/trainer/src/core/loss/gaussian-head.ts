// Numbers from normal distributions that do not hang on each other: the actor's outputs are their means μ.
// The deviations σ are parameters of their own, one for each number, the same for every observation.

import { portableExp, portableLog, type Sigma } from '@tradingbot/policy';
import type { PolicyHead } from './policy-head.ts';

const HALF_LN_2PI = 0.9189385332046727;

export function createGaussianHead(actions: number, sigma: Sigma): PolicyHead {
  const deviations = createDeviations(actions, sigma);
  const { values, logarithms } = deviations;
  /** (a − μ) ÷ σ of the row. */
  const scaled = new Float64Array(actions);
  /** (moved μ − μ) ÷ σ of the row. */
  const moves = new Float64Array(actions);
  let rowEntropy = 0;

  return {
    begin(logStd) {
      deviations.begin(logStd);
      rowEntropy = 0;
      for (let j = 0; j < actions; j++) rowEntropy += 0.5 + HALF_LN_2PI + (logarithms[j] as number);
    },
    logProb(outputs, at, taken, actionAt) {
      let sum = 0;
      for (let j = 0; j < actions; j++) {
        const z = ((taken[actionAt + j] as number) - (outputs[at + j] as number)) / (values[j] as number);
        scaled[j] = z;
        sum -= 0.5 * z * z + (logarithms[j] as number) + HALF_LN_2PI;
      }
      return sum;
    },
    entropy: () => rowEntropy,
    gradient(byLogProb, byEntropy, gradients, at) {
      for (let j = 0; j < actions; j++) {
        const z = scaled[j] as number;
        const deviation = values[j] as number;
        gradients[at + j] = (byLogProb * z) / deviation;
        deviations.add(j, (byLogProb * (z * z - 1) + byEntropy) / deviation);
      }
    },
    divergence(clean, cleanAt, moved, movedAt) {
      // ln(σ₂ ÷ σ₁) + (σ₁² + (μ₁ − μ₂)²) ÷ 2σ₂² − ½, where both deviations are the same number.
      let sum = 0;
      for (let j = 0; j < actions; j++) {
        const z = ((moved[movedAt + j] as number) - (clean[cleanAt + j] as number)) / (values[j] as number);
        moves[j] = z;
        sum += 0.5 * z * z;
      }
      return sum;
    },
    divergenceGradient(factor, gradients, at) {
      for (let j = 0; j < actions; j++) {
        const z = moves[j] as number;
        const deviation = values[j] as number;
        gradients[at + j] = (factor * z) / deviation;
        // Of the moved side alone: 1 ÷ σ₂ − (σ₁² + (μ₁ − μ₂)²) ÷ σ₂³.
        deviations.add(j, (-factor * z * z) / deviation);
      }
    },
    end: (logStdGradient) => deviations.end(logStdGradient),
  };
}

/** The deviations of a minibatch, and the gradient with respect to what they are made of. */
function createDeviations(actions: number, sigma: Sigma) {
  const values = new Float64Array(actions);
  const logarithms = new Float64Array(actions);
  /** ∂σ ÷ ∂parameter. */
  const slopes = new Float64Array(actions);
  const sums = new Float64Array(actions);
  return {
    values,
    logarithms,
    begin(parameters: Float32Array | Float64Array): void {
      for (let j = 0; j < actions; j++) {
        const parameter = parameters[j] as number;
        if (sigma.kind === 'free') {
          values[j] = slopes[j] = portableExp(parameter);
          logarithms[j] = parameter;
        } else {
          const share = 1 / (1 + portableExp(-parameter));
          const range = sigma.max - sigma.min;
          values[j] = sigma.min + range * share;
          slopes[j] = range * share * (1 - share);
          logarithms[j] = portableLog(values[j] as number);
        }
        sums[j] = 0;
      }
    },
    /** The loss changes by `slope` with deviation `j`. */
    add(j: number, slope: number): void {
      sums[j] = (sums[j] as number) + slope;
    },
    end(gradient: Float32Array | Float64Array): void {
      for (let j = 0; j < actions; j++) gradient[j] = (sums[j] as number) * (slopes[j] as number);
    },
  };
}
