// The search for the observation that hurts most: uphill on what the adversary wants, never out of the ball.
// FGSM: I. Goodfellow et al. (2015). PGD: A. Madry et al., "Towards Deep Learning Models Resistant to Attacks" (2018).

import type { Random } from '@tradingbot/core';
import { bringBack, climb, startAnywhere, type Ball, type Rows } from './ball.ts';
import type { PerturbationSettings } from './settings.ts';

/** Writes rows × numbers: where what the adversary wants grows, at these observations. */
export type Slope = (observations: Float32Array, gradient: Float32Array) => void;

/**
 * Writes moved observations for the first `rows.rows` rows of `clean`.
 * @param epsilon radius of the ball, instead of that of the settings
 */
export function searchWorst(
  clean: Float32Array,
  rows: Rows,
  settings: PerturbationSettings,
  epsilon: number,
  random: Random,
  slope: Slope,
  moved: Float32Array,
): void {
  const ball: Ball = { norm: settings.norm, epsilon, clipMin: settings.clipMin, clipMax: settings.clipMax };
  const once = settings.method === 'fgsm';
  if (!once && settings.randomStart) startAnywhere(clean, rows, ball, random, moved);
  else moved.set(clean.subarray(0, rows.rows * rows.width));
  const gradient = new Float32Array(rows.rows * rows.width);
  for (let step = 0; step < (once ? 1 : settings.steps); step++) {
    slope(moved, gradient);
    climb(gradient, rows, settings.norm, once ? epsilon : settings.stepSize, moved);
    bringBack(clean, rows, ball, moved);
  }
}
