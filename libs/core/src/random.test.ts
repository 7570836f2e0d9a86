// Seeded randomness: the same numbers for the same seed for ever, and numbers that look like luck.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRandom, nextFloat, type Random } from './random.ts';
import { restoreState, saveState } from './saved-state/index.ts';

const draws = (random: Random, count: number): number[] => Array.from({ length: count }, () => nextFloat(random));
const seeds = fc.maxSafeInteger();

describe('A generator', () => {
  test.each<[seed: number, first: number[]]>([
    [0, [0.8763837055831699, 0.11716336293785834, 0.17345543516535955, 0.8574766279074526]],
    [7, [0.09679875724021725, 0.6604760033143936, 0.0055648721982751725, 0.3945368640620527]],
    [-1, [0.4864454723760536, 0.40418574733529167, 0.9292976901179505, 0.5073374304260688]],
    [Number.MAX_SAFE_INTEGER, [0.3542422164190685, 0.5100785031377116, 0.14790318307791617, 0.5353395871791177]],
  ])('of seed %d draws what it always drew', (seed, first) => {
    expect(draws(createRandom(seed), first.length)).toEqual(first);
  });

  test('is xoroshiro128+ by its definition', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = createRandom(seed);
        const naive = xoroshiro128plus(random.getState());
        for (let i = 0; i < 100; i++) expect(random.next()).toBe(naive());
      }),
      { numRuns: 20 },
    );
  });

  test('goes on where it stopped when it is saved, carried through JSON and restored', () => {
    fc.assert(
      fc.property(seeds, seeds, fc.nat(50), (seed, other, stop) => {
        const straight = createRandom(seed);
        draws(straight, stop);
        const fresh = { random: createRandom(other) };
        restoreState(fresh, JSON.parse(JSON.stringify(saveState({ random: straight }))));
        expect(draws(fresh.random, 20)).toEqual(draws(straight, 20));
      }),
    );
  });

  test.each([0.5, NaN, Infinity])('is not made of the seed %d', (seed) => {
    expect(() => createRandom(seed)).toThrow('a seed is an integer');
  });
});

describe('A drawn number', () => {
  test('is a multiple of 2^-53 from 0 to below 1', () => {
    for (const value of draws(createRandom(1), 10_000)) {
      expect(value >= 0 && value < 1 && Number.isInteger(value * 2 ** 53)).toBe(true);
    }
  });

  // Fixed seeds, so the counts never change. Of 100,000 in 100 bins the largest deviation is expected near 3.5 × √1000.
  test.each<[string, number[]]>([
    ['of one generator', draws(createRandom(42), 100_000)],
    [
      'drawn first, over neighbouring seeds',
      Array.from({ length: 100_000 }, (_, seed) => nextFloat(createRandom(seed))),
    ],
    [
      'drawn second, over neighbouring seeds',
      Array.from({ length: 100_000 }, (_, seed) => draws(createRandom(seed), 2)[1] ?? 0),
    ],
  ])('is as likely in every hundredth: %s', (_which, values) => {
    const bins = new Array<number>(100).fill(0);
    for (const value of values) bins[Math.floor(value * 100)] = (bins[Math.floor(value * 100)] ?? 0) + 1;
    const worst = Math.max(...bins.map((count) => Math.abs(count - 1_000)));
    expect(worst).toBeLessThan(5 * Math.sqrt(1_000));
  });

  test('of one seed tells nothing of the same draw of the next seed', () => {
    const series = Array.from({ length: 20_000 }, (_, seed) => nextFloat(createRandom(seed)) - 0.5);
    const product = series.slice(1).reduce((sum, value, index) => sum + value * (series[index] ?? 0), 0);
    // Twelve times the mean product is the correlation; its standard deviation is 1 ÷ √20,000 = 0.007.
    expect(Math.abs((12 * product) / series.length)).toBeLessThan(0.035);
  });

  test('differs for seeds that agree in their lowest 32 bits', () => {
    const first = [7, 7 + 2 ** 32, 7 + 2 ** 33, 7 - 2 ** 32].map((seed) => nextFloat(createRandom(seed)));
    expect(new Set(first).size).toBe(first.length);
  });
});

/** D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", with the constants 24, 16, 37. */
function xoroshiro128plus([s01 = 0, s00 = 0, s11 = 0, s10 = 0]: readonly number[]): () => number {
  const word = (high: number, low: number): bigint => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  const cut = (value: bigint): bigint => BigInt.asUintN(64, value);
  const turn = (value: bigint, by: bigint): bigint => cut(value << by) | (value >> (64n - by));
  let s0 = word(s01, s00);
  let s1 = word(s11, s10);
  return () => {
    const sum = s0 + s1;
    s1 ^= s0;
    s0 = turn(s0, 24n) ^ s1 ^ cut(s1 << 16n);
    s1 = turn(s1, 37n);
    return Number(BigInt.asIntN(32, sum));
  };
}
