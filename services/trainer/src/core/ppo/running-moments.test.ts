// Moments kept up to date against those computed at once from everything.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rewardScale } from './reward-scale.ts';
import { addRows, copyMoments, runningMoments } from './running-moments.ts';

const WIDTH = 2;
const rows = fc
  .array(fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: 1e6, max: 1e6 + 9, noNaN: true })), {
    minLength: 1,
    maxLength: 9,
  })
  .map((pairs) => Float64Array.from(pairs.flat()));

describe('Running moments', () => {
  test('are the mean and the variance of all rows, in whatever parts they came', () => {
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 8 }), (parts) => {
        const moments = runningMoments(WIDTH);
        for (const part of parts) addRows(moments, part, part.length / WIDTH);
        for (let column = 0; column < WIDTH; column++) {
          const all = parts.flatMap((part) => [...part].filter((_, i) => i % WIDTH === column));
          const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
          const variance = all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length;
          expect(moments.count).toBe(all.length);
          expect(Math.abs((moments.mean[column] ?? NaN) - mean)).toBeLessThan(1e-7);
          expect(Math.abs((moments.variance[column] ?? NaN) - variance)).toBeLessThan(1e-6);
        }
      }),
    );
  });

  test('are no longer those that they were copied from', () => {
    const moments = runningMoments(1);
    addRows(moments, Float64Array.of(1), 1);
    const copy = copyMoments(moments);
    addRows(moments, Float64Array.of(3), 1);
    expect([copy.mean[0], moments.mean[0], moments.count]).toEqual([1, 2, 2]);
  });
});

describe('Rewards', () => {
  test('are divided by the deviation of their discounted sums, which begin anew with an episode', () => {
    const scale = rewardScale(1, 0.5, 10);
    const sums: number[] = [];
    let sum = 0;
    [4, 2, 8, -6, 1].forEach((reward, index) => {
      const isLast = index === 2;
      sum = sum * 0.5 + reward;
      sums.push(sum);
      const mean = sums.reduce((a, b) => a + b, 0) / sums.length;
      const deviation = Math.sqrt(sums.reduce((a, b) => a + (b - mean) ** 2, 0) / sums.length + 1e-8);
      const rewards = Float32Array.of(reward);
      scale.scale(rewards, Uint8Array.of(isLast ? 1 : 0), Uint8Array.of(0));
      expect(rewards[0]).toBeCloseTo(Math.min(reward / deviation, 10), 5);
      if (isLast) sum = 0;
    });
  });

  test('go on from a saved state as if nothing had stopped', () => {
    const rewardsOf = (...scales: readonly ReturnType<typeof rewardScale>[]): number[] => {
      const written: number[] = [];
      scales.forEach((scale, index) => {
        if (index > 0) scale.load((scales[index - 1] ?? scale).save());
        for (const reward of [1, 5, -3]) {
          const rewards = Float32Array.of(reward, 2 * reward);
          scale.scale(rewards, Uint8Array.of(0, 0), Uint8Array.of(0, reward === 5 ? 1 : 0));
          written.push(...rewards);
        }
      });
      return written;
    };
    const [straight, first, second] = [rewardScale(2, 0.9, 5), rewardScale(2, 0.9, 5), rewardScale(2, 0.9, 5)];
    expect(rewardsOf(first, second)).toEqual(rewardsOf(straight, straight));
  });
});
