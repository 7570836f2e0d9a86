// What is said of the files that bars were read from.

import { expect, test } from '@jest/globals';
import { MICROS_PER_HOUR } from '@tradingbot/domain';
import { hour } from '@tradingbot/testing';
import { readingWarnings } from './warnings.ts';

const NOTHING = {
  ...{ series: [], totalBars: 0, outsideSession: { count: 0, first: '' } },
  ...{ gaps: [], jumps: [], otherActions: [], resampled: [] },
};
const gap = (from: number, bars: number) => ({ from: hour(from), to: hour(from + bars), bars });
const gaps = (found: readonly ReturnType<typeof gap>[]) => ({
  symbol: 'BTCUSDT',
  timeframe: MICROS_PER_HOUR,
  count: found.length,
  missingBars: found.reduce((sum, { bars }) => sum + bars, 0),
  first: [...found],
  longest: [...found].sort((a, b) => b.bars - a.bars)[0],
});

test('of whole files nothing', () => {
  expect(readingWarnings({ ...NOTHING, gaps: [gaps([])] })).toEqual([]);
});

test('which bars are missing, how many, and where most of them', () => {
  expect(readingWarnings({ ...NOTHING, gaps: [gaps([gap(3, 1)])] })).toEqual([
    'BTCUSDT lacks 1 1h bar from 2021-01-01T03:00:00Z: nothing was filled in',
  ]);
  expect(readingWarnings({ ...NOTHING, gaps: [gaps([gap(3, 1), gap(24, 5)])] })).toEqual([
    'BTCUSDT lacks 6 1h bars in 2 gaps, the longest of 5 from 2021-01-02T00:00:00Z: nothing was filled in',
  ]);
});

test('which longer bars are not whole, and what was left out', () => {
  const resampled = [
    { symbol: 'SPY', from: MICROS_PER_HOUR, to: 4 * MICROS_PER_HOUR, incomplete: 2, withGaps: 1 },
    { symbol: 'AAPL', from: MICROS_PER_HOUR, to: 4 * MICROS_PER_HOUR, incomplete: 0, withGaps: 0 },
  ];
  const outsideSession = { count: 7, first: '2021-01-02T00:00:00Z' };
  expect(readingWarnings({ ...NOTHING, outsideSession, resampled })).toEqual([
    '7 bars outside trading sessions left out, first 2021-01-02T00:00:00Z',
    '1 4h bar of SPY is made with finer bars missing',
    '2 4h bars of SPY at the ends of the data left out as incomplete',
  ]);
});
