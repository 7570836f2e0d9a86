// Actions that are numbers: a normal distribution for each, independent of one another, with means from the network.
// Rows stand one after the other in flat arrays; a deviation belongs to an action, not to a row.

import { nextFloat, type Random } from '@tradingbot/core';
import { portableExp, portableLog } from '../kernel/portable-math.ts';
import type { Sigma } from '../network.ts';
import type { ActionDistribution } from './action-distribution.ts';

/** ½ ln 2π. */
const HALF_LOG_TWO_PI = 0.9189385332046727;

/** `log N(x; μ, σ) = −½((x − μ)/σ)² − ln σ − ½ ln 2π`, summed over the actions of a row. */
export function gaussianDistribution(actions: number): ActionDistribution {
  return {
    outputs: actions,
    width: actions,
    sample: (means, deviations, rows, random, drawn, logProbs) => {
      drawNormals(random, drawn, rows * actions);
      for (let i = 0; i < rows * actions; i++) {
        drawn[i] = (means[i] as number) + (deviations[i % actions] as number) * (drawn[i] as number);
      }
      logProb(actions, means, deviations, drawn, rows, logProbs);
    },
    mode: (means, rows, chosen) => {
      for (let i = 0; i < rows * actions; i++) chosen[i] = means[i] as number;
    },
    logProb: (means, deviations, taken, rows, logProbs) => {
      logProb(actions, means, deviations, taken, rows, logProbs);
    },
    entropy: (_means, deviations, rows, entropies) => {
      entropies.fill(entropy(actions, deviations), 0, rows);
    },
    kl: (means, deviations, otherMeans, otherDeviations, rows, divergences) => {
      kl(actions, means, deviations, otherMeans, otherDeviations, rows, divergences);
    },
  };
}

/** The deviation of each action: e^parameter, or between bounds by the logistic function. */
export function deviationsOf(sigma: Sigma, parameters: Float32Array): Float64Array {
  return Float64Array.from(parameters, (parameter) =>
    sigma.kind === 'free'
      ? portableExp(parameter)
      : sigma.min + (sigma.max - sigma.min) / (1 + portableExp(-parameter)),
  );
}

/**
 * Standard normal draws by G. Marsaglia's polar method (Marsaglia & Bray, "A Convenient Method for Generating Normal
 * Variables", 1964), in pairs. Of an odd count the last draw's twin is thrown away: nothing but the generator is state.
 */
export function drawNormals(random: Random, draws: Float32Array | Float64Array, count: number): void {
  for (let i = 0; i < count; i += 2) {
    let x: number;
    let y: number;
    let square: number;
    do {
      x = 2 * nextFloat(random) - 1;
      y = 2 * nextFloat(random) - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const stretch = Math.sqrt((-2 * portableLog(square)) / square);
    draws[i] = x * stretch;
    if (i + 1 < count) draws[i + 1] = y * stretch;
  }
}

function logProb(
  actions: number,
  means: Float32Array,
  deviations: Float64Array,
  taken: Float32Array,
  rows: number,
  logProbs: Float32Array,
): void {
  let constant = actions * HALF_LOG_TWO_PI;
  for (let action = 0; action < actions; action++) constant += portableLog(deviations[action] as number);
  for (let row = 0, i = 0; row < rows; row++) {
    let squares = 0;
    for (let action = 0; action < actions; action++, i++) {
      const z = ((taken[i] as number) - (means[i] as number)) / (deviations[action] as number);
      squares += z * z;
    }
    logProbs[row] = -squares / 2 - constant;
  }
}

/** `Σ ln σ + ½ ln 2πe`, in nats. */
function entropy(actions: number, deviations: Float64Array): number {
  let sum = 0;
  for (let action = 0; action < actions; action++) {
    sum += portableLog(deviations[action] as number) + HALF_LOG_TWO_PI + 0.5;
  }
  return sum;
}

/** `KL(N₁ ‖ N₂) = Σ ln(σ₂/σ₁) + (σ₁² + (μ₁ − μ₂)²) / 2σ₂² − ½`. */
function kl(
  actions: number,
  means: Float32Array,
  deviations: Float64Array,
  otherMeans: Float32Array,
  otherDeviations: Float64Array,
  rows: number,
  divergences: Float32Array,
): void {
  for (let row = 0, i = 0; row < rows; row++) {
    let sum = 0;
    for (let action = 0; action < actions; action++, i++) {
      const own = deviations[action] as number;
      const other = otherDeviations[action] as number;
      const apart = (means[i] as number) - (otherMeans[i] as number);
      sum += portableLog(other / own) + (own * own + apart * apart) / (2 * other * other) - 0.5;
    }
    divergences[row] = sum;
  }
}
