// The ball around an observation that an adversary must stay in, and the ways within it.
// A mask says which numbers may move at all: those of the market, not those of the account.

import { nextFloat, type Random } from '@tradingbot/core';
import { drawNormals } from '@tradingbot/policy';
import type { PerturbationSettings } from './settings.ts';

/** Rows of observations, and where in each a number may move: 1 where it may. */
export interface Rows {
  readonly rows: number;
  readonly width: number;
  readonly mask: Uint8Array;
}

export interface Ball {
  readonly norm: PerturbationSettings['norm'];
  readonly epsilon: number;
  readonly clipMin: number | null;
  readonly clipMax: number | null;
}

/** Writes to `moved` a point of each row's ball, all of it equally likely; what is masked stays as it was. */
export function startAnywhere(clean: Float32Array, rows: Rows, ball: Ball, random: Random, moved: Float32Array): void {
  moved.set(clean.subarray(0, rows.rows * rows.width));
  const offset = new Float64Array(rows.width);
  const free = rows.mask.reduce((sum, one) => sum + one, 0);
  for (let row = 0; row < rows.rows; row++) {
    if (ball.norm === 'linf') for (let i = 0; i < rows.width; i++) offset[i] = 2 * nextFloat(random) - 1;
    else drawWithinSphere(offset, rows.mask, free, random);
    move(moved, row, rows, offset, ball.epsilon);
  }
  bringBack(clean, rows, ball, moved);
}

/** A direction of normal draws, at a distance of `u^(1/n)`: uniform over a ball of radius 1 in n dimensions. */
function drawWithinSphere(offset: Float64Array, mask: Uint8Array, free: number, random: Random): void {
  drawNormals(random, offset, offset.length);
  const distance = nextFloat(random) ** (1 / free);
  const norm = maskedNorm(offset, 0, mask);
  for (let i = 0; i < offset.length; i++) offset[i] = ((offset[i] as number) * distance) / norm;
}

/** A step of `size` uphill: along the sign of each number (l∞), or along the gradient brought to length 1 (l2). */
export function climb(
  gradient: Float32Array,
  rows: Rows,
  norm: PerturbationSettings['norm'],
  size: number,
  moved: Float32Array,
): void {
  const direction = new Float64Array(rows.width);
  for (let row = 0; row < rows.rows; row++) {
    const at = row * rows.width;
    const length = norm === 'linf' ? 1 : maskedNorm(gradient, at, rows.mask);
    for (let i = 0; i < rows.width; i++) {
      const slope = gradient[at + i] as number;
      direction[i] = norm === 'linf' ? Math.sign(slope) : length === 0 ? 0 : slope / length;
    }
    move(moved, row, rows, direction, size);
  }
}

function move(moved: Float32Array, row: number, { width, mask }: Rows, direction: Float64Array, by: number): void {
  for (let i = 0, at = row * width; i < width; i++, at++) {
    if (mask[i] === 1) moved[at] = (moved[at] as number) + by * (direction[i] as number);
  }
}

/** Into the bounds, then into the ball: a true observation within the bounds has moved ones within both. */
export function bringBack(clean: Float32Array, { rows, width, mask }: Rows, ball: Ball, moved: Float32Array): void {
  const { norm, epsilon, clipMin, clipMax } = ball;
  const offset = new Float64Array(width);
  for (let row = 0; row < rows; row++) {
    const at = row * width;
    for (let i = 0; i < width; i++) {
      const within = Math.min(Math.max(moved[at + i] as number, clipMin ?? -Infinity), clipMax ?? Infinity);
      offset[i] = within - (clean[at + i] as number);
    }
    const length = norm === 'l2' ? maskedNorm(offset, 0, mask) : 0;
    const shrink = length > epsilon ? epsilon / length : 1;
    for (let i = 0; i < width; i++) {
      if (mask[i] !== 1) continue;
      const kept =
        norm === 'l2' ? (offset[i] as number) * shrink : Math.min(Math.max(offset[i] as number, -epsilon), epsilon);
      moved[at + i] = (clean[at + i] as number) + kept;
    }
  }
}

function maskedNorm(numbers: Float32Array | Float64Array, at: number, mask: Uint8Array): number {
  let squares = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) squares += (numbers[at + i] as number) ** 2;
  return Math.sqrt(squares);
}
