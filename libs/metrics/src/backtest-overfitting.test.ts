// The probability of backtest overfitting against a slow reckoning of the paper's own steps, and on cases with a known answer.

import { describe, expect, test } from '@jest/globals';
import { createRandom, nextFloat } from '@tradingbot/core';
import fc from 'fast-check';
import { backtestOverfitting } from './backtest-overfitting.ts';
import { isDefined } from './metric.ts';

const noise = (seed: number, count: number, drift = 0): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => nextFloat(random) - 0.5 + drift);
};

/** Step by step with whole sub-matrices: join the chosen rows, take Sharpe ratios, sort, look the rank up. */
function naive(returns: readonly (readonly number[])[], blocks: number): { logits: number[]; losses: number } {
  const periods = returns[0]?.length ?? 0;
  const length = Math.floor(periods / blocks);
  const rows = Array.from({ length: blocks * length }, (_, at) =>
    returns.map((one) => one[periods - blocks * length + at] as number),
  );
  const logits: number[] = [];
  let losses = 0;
  for (let set = 0; set < 2 ** blocks; set++) {
    const isChosen = (block: number): boolean => Math.floor(set / 2 ** block) % 2 === 1;
    const members = Array.from({ length: blocks }, (_, block) => block).filter(isChosen);
    if (members.length !== blocks / 2) continue;
    const [inside, outside] = [true, false].map((wanted) => {
      const part = rows.filter((_, at) => isChosen(Math.floor(at / length)) === wanted);
      return returns.map((_, column) => sharpe(part.map((row) => row[column] as number)));
    }) as [number[], number[]];
    const best = inside.reduce((most, value, at) => (value > (inside[most] as number) ? at : most), 0);
    const sorted = [...outside].sort((a, b) => a - b);
    const share = (sorted.indexOf(outside[best] as number) + 1) / (returns.length + 1);
    logits.push(Math.log(share / (1 - share)));
    if ((outside[best] as number) < 0) losses += 1;
  }
  return { logits: logits.sort((a, b) => a - b), losses };
}

function sharpe(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return mean / Math.sqrt(variance);
}

describe('the probability of backtest overfitting', () => {
  test('is what the steps of the paper come to', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 2, max: 7 }),
        fc.integer({ min: 16, max: 40 }),
        (seed, count, periods) => {
          const returns = Array.from({ length: count }, (_, at) => noise(seed * 10 + at, periods, at / 50));
          const { probability, probabilityOfLoss, logits } = backtestOverfitting(returns, 6);
          const expected = naive(returns, 6);
          expect(logits).toHaveLength(20);
          [...logits]
            .sort((a, b) => a - b)
            .forEach((logit, at) => expect(logit).toBeCloseTo(expected.logits[at] as number, 9));
          expect(probability).toBeCloseTo(expected.logits.filter((logit) => logit <= 0).length / 20, 12);
          expect(probabilityOfLoss).toBeCloseTo(expected.losses / 20, 12);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is small where one is truly better, and about a half where all are noise', () => {
    const days = 400;
    const skilled = [noise(1, days, 0.2), ...Array.from({ length: 9 }, (_, at) => noise(at + 2, days))];
    expect(backtestOverfitting(skilled).probability).toBe(0);
    const luck = Array.from({ length: 40 }, (_, study) =>
      backtestOverfitting(
        Array.from({ length: 10 }, (__, at) => noise(1_000 + 50 * study + at, 160)),
        8,
      ),
    ).map(({ probability }) => (isDefined(probability) ? probability : NaN));
    const mean = luck.reduce((sum, one) => sum + one, 0) / luck.length;
    expect(mean).toBeGreaterThan(0.4);
    expect(mean).toBeLessThan(0.65);
  });

  test('is one where what was good before is bad after, in every block but the chosen', () => {
    // Each is good in one block and bad in all others: whoever is chosen is chosen for what does not come again.
    const blocks = 8;
    const returns = Array.from({ length: blocks }, (_, own) =>
      Array.from({ length: blocks * 10 }, (__, at) => (Math.floor(at / 10) === own ? 0.09 : -0.01) + (at % 2) / 1_000),
    );
    const { probability, probabilityOfLoss } = backtestOverfitting(returns, blocks);
    expect([probability, probabilityOfLoss]).toEqual([1, 1]);
  });

  test('takes every choice of half of sixteen blocks', () => {
    expect(backtestOverfitting([noise(1, 320), noise(2, 320)]).logits).toHaveLength(12_870);
  });

  test('says why it is none', () => {
    expect(backtestOverfitting([noise(1, 100)]).probability).toEqual({ missing: 'fewer than two configurations' });
    expect(backtestOverfitting([noise(1, 31), noise(2, 31)]).probability).toEqual({ missing: 'fewer than 32 periods' });
  });

  test('does not stumble over one that never trades', () => {
    const { probability } = backtestOverfitting([new Float64Array(64), new Float64Array(64)], 8);
    expect(probability).toBe(1);
  });
});
