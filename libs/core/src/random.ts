// Seeded randomness for cores: the generator is part of a core's state, so that replay draws the same numbers.

import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { invariant } from '@tradingbot/domain';

/** A generator whose fields are plain data: saved and restored with the state that holds it. */
export type Random = ReturnType<typeof xoroshiro128plusFromState>;

const TWO_POW_26 = 2 ** 26;
const TWO_POW_32 = 2 ** 32;
const TWO_POW_53 = 2 ** 53;
const GOLDEN_RATIO = 0x9e3779b9;

/**
 * A generator (xoroshiro128+) for any integer. Its first draws are made of little more than its state, and seeds are
 * small and near each other, so the state is hashed from the seed: seeds 1 and 2 have nothing in common.
 */
export function createRandom(seed: number): Random {
  invariant(Number.isInteger(seed), 'a seed is an integer');
  const high = mix(Math.floor(seed / TWO_POW_32));
  const word = (index: number): number => mix(mix((seed | 0) + index * GOLDEN_RATIO) ^ high);
  return xoroshiro128plusFromState([word(1), word(2), word(3), word(4)]);
}

/** Spreads every bit of a 32-bit word over all of them (the finaliser of MurmurHash3). */
function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A uniform double in [0, 1) with 53 random bits. */
export function nextFloat(random: Random): number {
  const high = random.next() >>> 5;
  const low = random.next() >>> 6;
  return (high * TWO_POW_26 + low) / TWO_POW_53;
}
