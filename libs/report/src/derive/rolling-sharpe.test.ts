// The Sharpe ratio of a window that moves with the days.

import { expect, test } from '@jest/globals';
import { rollingSharpe } from './rolling-sharpe.ts';

test('the window is a quarter of a year, or a third of a short run, and never below ten days', () => {
  const windowOf = (days: number, daysPerYear: number) =>
    rollingSharpe(Array<number>(days).fill(0), daysPerYear).window;
  expect([windowOf(2_000, 365), windowOf(2_000, 252), windowOf(60, 365), windowOf(12, 365)]).toEqual([91, 63, 20, 10]);
});

test('it is mean over deviation of the days behind, times the root of days in a year', () => {
  const returns = Array.from({ length: 30 }, (_, day) => Math.sin(day * 1.7) / 50);
  const { window, values } = rollingSharpe(returns, 252);
  expect(values.slice(0, window - 1)).toEqual(Array(window - 1).fill(null));
  const last = returns.slice(-window);
  const mean = last.reduce((sum, one) => sum + one) / window;
  const deviation = Math.sqrt(last.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (window - 1));
  expect(values.at(-1)).toBeCloseTo((mean / deviation) * Math.sqrt(252), 9);
});

test('days that do not vary have none', () => {
  expect(rollingSharpe(Array<number>(40).fill(0.001), 365).values).toEqual(Array(40).fill(null));
});
