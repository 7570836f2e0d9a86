import { describe, expect, test } from '@jest/globals';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@tradingbot/domain';
import { noise } from '@tradingbot/testing';
import { isDefined } from '@tradingbot/metrics';
import { createEquityStatistics } from './equity-statistics.ts';

const DAY = MICROS_PER_DAY;

function statisticsOf(start: number, samples: readonly (readonly [time: number, equity: number])[], daysPerYear = 365) {
  const statistics = createEquityStatistics(daysPerYear);
  statistics.start(0, start);
  const drawdowns = samples.map(([time, equity]) => statistics.sample(time, equity));
  return { ...statistics.result(), drawdowns };
}

describe('equity statistics', () => {
  test('a drawdown is the fall from the highest equity so far', () => {
    const { drawdowns, maxDrawdown } = statisticsOf(100, [
      [1, 120],
      [2, 90],
      [3, 150],
      [4, 135],
    ]);
    expect(drawdowns).toEqual([0, -0.25, 0, expect.closeTo(-0.1, 12)]);
    expect(maxDrawdown).toBe(-0.25);
  });

  test('the Sharpe ratio is that of simple daily returns, annualised, as a textbook computes it', () => {
    const random = noise(5);
    const samples = Array.from(
      { length: 240 },
      (_, hour) => [(hour + 1) * MICROS_PER_HOUR, 100 + random() * 10] as const,
    );
    const closes = samples.filter(([time]) => time % DAY === 0).map(([, equity]) => equity);
    const returns = closes.map((close, i) => close / (closes[i - 1] ?? 100) - 1);
    const mean = returns.reduce((a, b) => a + b, 0) / returns.length;
    const variance = returns.reduce((a, r) => a + (r - mean) ** 2, 0) / (returns.length - 1);
    const { sharpe, days } = statisticsOf(100, samples).returns;
    expect(days).toBe(10);
    expect(isDefined(sharpe) ? sharpe : NaN).toBeCloseTo((mean / Math.sqrt(variance)) * Math.sqrt(365), 12);
  });

  test('a sample at midnight belongs to the day that ends there', () => {
    expect(
      statisticsOf(100, [
        [DAY, 101],
        [DAY + 1, 102],
      ]).returns.days,
    ).toBe(2);
  });

  test.each([
    ['fewer than two days', [[1, 101]]],
    [
      'daily returns do not vary',
      [
        [1, 100],
        [DAY + 1, 100],
        [2 * DAY + 1, 100],
      ],
    ],
    [
      'too many days have no bar to annualise daily returns',
      Array.from({ length: 20 }, (_, i) => [7 * DAY * (i + 1), 100 + (i % 3)]),
    ],
  ] as [string, [number, number][]][])('there is no Sharpe ratio when %s', (reason, samples) => {
    expect(statisticsOf(100, samples).returns.sharpe).toEqual({ missing: reason });
  });

  test('weekends without bars are no gap where 252 days make a year', () => {
    const weekdays = Array.from({ length: 60 }, (_, i) => i).filter((i) => i % 7 < 5);
    const samples = weekdays.map((i) => [(i + 1) * DAY, 100 + (i % 3)] as const);
    expect(isDefined(statisticsOf(100, samples, 252).returns.sharpe)).toBe(true);
  });
});
