// The random numbers of one order. Each order has generators of its own, seeded by the run's seed and the number of the
// order, so that no draw hangs on what else is going on. The first order that a venue is handed has the number 1.

import { createRandom, nextFloat, type Random } from '@tradingbot/core';
import type { InstrumentIndex, Micros } from '@tradingbot/domain';

const LATENCY = 1;
const BRIDGE = 2;

/** Two numbers are drawn from it per attempt: jitter, then spike. */
export const latencyRandom = (seed: number, orderNumber: number): Random =>
  createRandom(seedOf([LATENCY, ...words(seed), orderNumber]));

/** The standard normal number of an order in the bar of `instrument` that opens at `openTime`. */
export const bridgeNormal = (
  seed: number,
  instrument: InstrumentIndex,
  openTime: Micros,
  orderNumber: number,
): number => nextNormal(createRandom(seedOf([BRIDGE, ...words(seed), instrument, ...words(openTime), orderNumber])));

/** The polar method (G. Marsaglia, 1964): only + − × ÷, sqrt and log, so the same on every machine. */
function nextNormal(random: Random): number {
  for (;;) {
    const u = 2 * nextFloat(random) - 1;
    const v = 2 * nextFloat(random) - 1;
    const square = u * u + v * v;
    if (square < 1 && square > 0) return u * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** An integer as two words of 32 bits. */
const words = (value: number): [number, number] => [value | 0, Math.floor(value / 2 ** 32) | 0];

/** A seed of 53 bits in which every bit of every word counts: two hashes side by side. */
function seedOf(parts: readonly number[]): number {
  let high = 0x2545f491;
  let low = 0x6c8e9cf5;
  for (const part of parts) {
    high = stir(high ^ part);
    low = stir(Math.imul(low, 0x9e3779b1) ^ part ^ high);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}

/** Spreads every bit of a 32-bit word over all of them: multiplications by odd numbers, and shifts. */
function stir(word: number): number {
  let h = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return h ^ (h >>> 15);
}
