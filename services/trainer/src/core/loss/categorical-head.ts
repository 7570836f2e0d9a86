// One of several choices: the softmax of the actor's outputs, its logits.
// Gradients: ∂ln p_a/∂z_k = 1(k = a) − p_k, ∂H/∂z_k = −p_k·(ln p_k + H), ∂KL(p‖q)/∂z_k of q = q_k − p_k.

import { portableExp, portableLog } from '@tradingbot/policy';
import type { Floats } from './floats.ts';
import type { PolicyHead } from './policy-head.ts';

export function createCategoricalHead(choices: number): PolicyHead {
  const probabilities = new Float64Array(choices);
  const logProbabilities = new Float64Array(choices);
  const movedProbabilities = new Float64Array(choices);
  const movedLogProbabilities = new Float64Array(choices);
  let chosen = 0;
  let entropy = 0;

  return {
    begin: () => undefined,
    logProb(outputs, at, actions, actionAt) {
      logSoftmax(outputs, at, logProbabilities, probabilities);
      chosen = actions[actionAt] as number;
      return logProbabilities[chosen] as number;
    },
    entropy() {
      entropy = 0;
      for (let k = 0; k < choices; k++) entropy -= (probabilities[k] as number) * (logProbabilities[k] as number);
      return entropy;
    },
    gradient(byLogProb, byEntropy, gradients, at) {
      for (let k = 0; k < choices; k++) {
        const p = probabilities[k] as number;
        const ofLogProb = (k === chosen ? 1 : 0) - p;
        const ofEntropy = -p * ((logProbabilities[k] as number) + entropy);
        gradients[at + k] = byLogProb * ofLogProb + byEntropy * ofEntropy;
      }
    },
    divergence(clean, cleanAt, moved, movedAt) {
      logSoftmax(clean, cleanAt, logProbabilities, probabilities);
      logSoftmax(moved, movedAt, movedLogProbabilities, movedProbabilities);
      let sum = 0;
      for (let k = 0; k < choices; k++) {
        const difference = (logProbabilities[k] as number) - (movedLogProbabilities[k] as number);
        sum += (probabilities[k] as number) * difference;
      }
      return sum;
    },
    divergenceGradient(factor, gradients, at) {
      for (let k = 0; k < choices; k++) {
        gradients[at + k] = factor * ((movedProbabilities[k] as number) - (probabilities[k] as number));
      }
    },
    end: () => undefined,
  };
}

/** Writes ln softmax and softmax of the logits at `at`. */
function logSoftmax(logits: Floats, at: number, logarithms: Float64Array, probabilities: Float64Array): void {
  let largest = -Infinity;
  for (let k = 0; k < logarithms.length; k++) largest = Math.max(largest, logits[at + k] as number);
  let sum = 0;
  for (let k = 0; k < logarithms.length; k++) {
    const distance = (logits[at + k] as number) - largest;
    logarithms[k] = distance;
    probabilities[k] = portableExp(distance);
    sum += probabilities[k] as number;
  }
  const logSum = portableLog(sum);
  for (let k = 0; k < logarithms.length; k++) {
    logarithms[k] = (logarithms[k] as number) - logSum;
    probabilities[k] = (probabilities[k] as number) / sum;
  }
}
