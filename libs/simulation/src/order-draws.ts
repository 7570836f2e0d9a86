// The random numbers of one order. Each order has generators of its own, seeded by the run's seed and the number of the
// order, so that no draw hangs on what else is going on. The first order that a venue is handed has the number 1.

import { createRandom, nextFloat, type Random } from '@tradingbot/core';
import type { InstrumentIndex, Micros } from '@tradingbot/domain';

const LATENCY = 1;
const BRIDGE = 2;

/** Two numbers are drawn from it per attempt: jitter, then spike. */
export const latencyRandom = (seed: number, orderNumber: number): Random =>
  createRandom(new SeedHash().take(LATENCY).takeTwo(seed).take(orderNumber).seed());

/** The standard normal number of an order in the bar of `instrument` that opens at `openTime`. */
export function bridgeNormal(seed: number, instrument: InstrumentIndex, openTime: Micros, orderNumber: number): number {
  const hash = new SeedHash().take(BRIDGE).takeTwo(seed).take(instrument).takeTwo(openTime).take(orderNumber);
  return nextNormal(createRandom(hash.seed()));
}

/** The polar method (G. Marsaglia, 1964): only + − × ÷, sqrt and log, so the same on every machine. */
function nextNormal(random: Random): number {
  for (;;) {
    const u = 2 * nextFloat(random) - 1;
    const v = 2 * nextFloat(random) - 1;
    const square = u * u + v * v;
    if (square < 1 && square > 0) return u * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** A seed of 53 bits in which every bit of every word counts: two hashes side by side. */
class SeedHash {
  #high = 0x2545f491;
  #low = 0x6c8e9cf5;

  /** @param word of 32 bits */
  take(word: number): this {
    this.#high = stir(this.#high ^ word);
    this.#low = stir(Math.imul(this.#low, 0x9e3779b1) ^ word ^ this.#high);
    return this;
  }

  /** An integer as two words. */
  takeTwo(value: number): this {
    return this.take(value | 0).take(Math.floor(value / 2 ** 32) | 0);
  }

  seed(): number {
    return (this.#high >>> 11) * 2 ** 32 + (this.#low >>> 0);
  }
}

/** Spreads every bit of a 32-bit word over all of them: multiplications by odd numbers, and shifts. */
function stir(word: number): number {
  let h = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return h ^ (h >>> 15);
}
