// Actions that are choices: the softmax of one logit for each.
// Largest logits are taken off before anything is raised to e, so that none overflows.

import { nextFloat, type Random } from '@tradingbot/core';
import { portableExp, portableLog } from '../kernel/portable-math.ts';
import type { ActionDistribution } from './action-distribution.ts';

/** `log p_k = logit_k − ln Σ e^logit`. An action is the number of a choice, from 0. */
export function categoricalDistribution(choices: number): ActionDistribution {
  return {
    outputs: choices,
    width: 1,
    sample: (logits, _deviations, rows, random, drawn, logProbs) => {
      for (let row = 0; row < rows; row++) {
        const at = row * choices;
        const logSum = logSumExp(logits, at, choices);
        const choice = draw(logits, at, choices, logSum, random);
        drawn[row] = choice;
        logProbs[row] = (logits[at + choice] as number) - logSum;
      }
    },
    mode: (logits, rows, chosen) => {
      for (let row = 0; row < rows; row++) chosen[row] = largest(logits, row * choices, choices);
    },
    logProb: (logits, _deviations, taken, rows, logProbs) => {
      for (let row = 0; row < rows; row++) {
        const at = row * choices;
        logProbs[row] = (logits[at + (taken[row] as number)] as number) - logSumExp(logits, at, choices);
      }
    },
    entropy: (logits, _deviations, rows, entropies) => {
      for (let row = 0; row < rows; row++) entropies[row] = entropy(logits, row * choices, choices);
    },
    kl: (logits, _deviations, otherLogits, _otherDeviations, rows, divergences) => {
      for (let row = 0; row < rows; row++) divergences[row] = kl(logits, otherLogits, row * choices, choices);
    },
  };
}

/** By inversion: the first choice at which the sum of probabilities passes a uniform draw. */
function draw(logits: Float32Array, at: number, choices: number, logSum: number, random: Random): number {
  let left = nextFloat(random);
  for (let choice = 0; choice < choices - 1; choice++) {
    left -= portableExp((logits[at + choice] as number) - logSum);
    if (left < 0) return choice;
  }
  return choices - 1;
}

function largest(logits: Float32Array, at: number, choices: number): number {
  let best = 0;
  for (let choice = 1; choice < choices; choice++) {
    if ((logits[at + choice] as number) > (logits[at + best] as number)) best = choice;
  }
  return best;
}

function logSumExp(logits: Float32Array, at: number, choices: number): number {
  let most = logits[at] as number;
  for (let choice = 1; choice < choices; choice++) most = Math.max(most, logits[at + choice] as number);
  let sum = 0;
  for (let choice = 0; choice < choices; choice++) sum += portableExp((logits[at + choice] as number) - most);
  return most + portableLog(sum);
}

/** `−Σ p ln p`, in nats. */
function entropy(logits: Float32Array, at: number, choices: number): number {
  const logSum = logSumExp(logits, at, choices);
  let sum = 0;
  for (let choice = 0; choice < choices; choice++) {
    const logProb = (logits[at + choice] as number) - logSum;
    sum -= portableExp(logProb) * logProb;
  }
  return sum;
}

/** `KL(p ‖ q) = Σ p (ln p − ln q)`. */
function kl(logits: Float32Array, otherLogits: Float32Array, at: number, choices: number): number {
  const logSum = logSumExp(logits, at, choices);
  const otherLogSum = logSumExp(otherLogits, at, choices);
  let sum = 0;
  for (let choice = 0; choice < choices; choice++) {
    const logProb = (logits[at + choice] as number) - logSum;
    const otherLogProb = (otherLogits[at + choice] as number) - otherLogSum;
    sum += portableExp(logProb) * (logProb - otherLogProb);
  }
  return sum;
}
