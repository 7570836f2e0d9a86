// What a rollout is dealt out in: every row once, whole, in an order that hangs on the generator alone.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '@tradingbot/core';
import { minibatches, normaliseAdvantages } from './minibatches.ts';
import { createRollout, type Rollout } from './rollout.ts';

const WIDTHS = { observation: 3, action: 2, critic: 2 };

/** Every number of row `r` is made of r. */
function numberedRollout(rows: number): Rollout {
  const rollout = createRollout(rows, WIDTHS);
  for (const numbers of [rollout.observations, rollout.actions, rollout.critic]) {
    const width = numbers.length / rows;
    numbers.forEach((_, i) => (numbers[i] = 10 * Math.floor(i / width) + (i % width)));
  }
  for (const numbers of [rollout.logProbs, rollout.advantages, rollout.returns])
    numbers.forEach((_, i) => (numbers[i] = i));
  return rollout;
}

describe('An epoch', () => {
  test('deals every row once, all of it together, and the rest in a last smaller minibatch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 50 }), fc.nat(), (rows, size, seed) => {
        const dealt = minibatches(rows, size, WIDTHS, false);
        const rollout = numberedRollout(rows);
        dealt.shuffle(createRandom(seed));
        const seen: number[] = [];
        for (let index = 0; index < dealt.count; index++) {
          const batch = dealt.deal(rollout, index);
          expect(batch.rows).toBe(Math.min(size, rows - index * size));
          batch.returns.forEach((row, at) => {
            seen.push(row);
            expect(batch.logProbs[at]).toBe(row);
            expect(batch.advantages[at]).toBe(row);
            expect([...batch.observations.subarray(3 * at, 3 * at + 3)]).toEqual([
              10 * row,
              10 * row + 1,
              10 * row + 2,
            ]);
            expect([...batch.actions.subarray(2 * at, 2 * at + 2)]).toEqual([10 * row, 10 * row + 1]);
            expect([...batch.oldCritic.subarray(2 * at, 2 * at + 2)]).toEqual([10 * row, 10 * row + 1]);
          });
        }
        expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
      }),
    );
  });

  test('puts each row in each place about as often', () => {
    const random = createRandom(4);
    const dealt = minibatches(5, 5, WIDTHS, false);
    const rollout = numberedRollout(5);
    const counts = new Array<number>(25).fill(0);
    for (let round = 0; round < 20_000; round++) {
      dealt.shuffle(random);
      dealt
        .deal(rollout, 0)
        .returns.forEach((row, place) => (counts[5 * row + place] = (counts[5 * row + place] ?? 0) + 1));
    }
    // 4,000 expected, with a deviation of 57.
    for (const count of counts) expect(Math.abs(count - 4_000)).toBeLessThan(4 * 57);
  });
});

describe('Advantages', () => {
  test('are brought to mean 0 and a deviation of 1 over one row less than there are', () => {
    const advantages = Float32Array.of(1, 2, 3, 6);
    normaliseAdvantages(advantages);
    const deviation = Math.sqrt((4 + 1 + 0 + 9) / 3);
    [-2, -1, 0, 3].forEach((apart, i) => expect(advantages[i]).toBeCloseTo(apart / deviation, 6));
  });

  test('of a single row stay as they are', () => {
    const advantages = Float32Array.of(7);
    normaliseAdvantages(advantages);
    expect(advantages[0]).toBe(7);
  });
});
