// Recorded bars, read through and through. They are not part of the repository; without them the tests are skipped.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openFiles, readSeries } from '../../testing/bar-files.ts';
import { surveyBars } from './survey-bars.ts';

const DATA = process.env['TRADINGBOT_TEST_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data');
const HOUR = 3_600_000_000;

const CASES = [
  [
    'crypto/BTCUSDT_1h.parquet',
    'BTCUSDT',
    8_737,
    [1_609_459_200_000, 2_894_819, 2_905_500, 2_870_600, 2_901_500, 8_037.588],
  ],
  ['crypto/ETHUSDT_1h.parquet', 'ETHUSDT', 8_737, undefined],
  ['equities/SPY_1h.csv', 'SPY', 10_965, [1_420_207_200_000, 2_064_000, 2_068_800, 2_062_900, 2_065_000, 13_221_409]],
  ['equities/AAPL_1h.csv', 'AAPL', 8_773, undefined],
] as const;

for (const [name, symbol, count, first] of CASES) {
  const path = join(DATA, name);
  const where = `[skip: no ${path}; TRADINGBOT_TEST_DATA names another place]`;
  const title = `${symbol}: ${count} bars, none outside a session and none missing`;
  const long = `${symbol}: its bars of four hours and of a day are whole, begin with the session, and lose no volume`;
  if (existsSync(path)) {
    test(title, () => hasBars(path, symbol, count, first));
    test(long, () => makesLongerBars(path, symbol));
  } else {
    test.skip(`${title} ${where}`, () => undefined);
    test.skip(`${long} ${where}`, () => undefined);
  }
}

async function makesLongerBars(path: string, symbol: string): Promise<void> {
  const files = await surveyBars([path]);
  const [short] = await readSeries(await openFiles(files));
  const isCrypto = symbol.endsWith('USDT');
  for (const timeframe of ['4h', '1d']) {
    const opened = await openFiles(files, { timeframe });
    const [long] = await readSeries(opened);
    // The year of crypto data ends with the first hour of the next one.
    expect(opened.resampled).toMatchObject([{ withGaps: 0, incomplete: isCrypto ? 1 : 0 }]);
    const all = short?.bars.slice(0, isCrypto ? -1 : undefined) ?? [];
    const volume = (bars: readonly (readonly number[])[]): number => bars.reduce((sum, bar) => sum + (bar[5] ?? 0), 0);
    expect(volume(long?.bars ?? []) / volume(all)).toBeCloseTo(1, 9);
    expect([long?.bars[0]?.[1], long?.bars.at(-1)?.[4]]).toEqual([all[0]?.[1], all.at(-1)?.[4]]);
    if (isCrypto) expect(long?.bars).toHaveLength(timeframe === '4h' ? 8_736 / 4 : 364);
    else if (timeframe === '1d') {
      const days = new Set(short?.bars.map(([time = 0]) => Math.floor(time / 86_400_000)));
      expect(long?.bars).toHaveLength(days.size);
    }
  }
}

async function hasBars(
  path: string,
  symbol: string,
  count: number,
  first: readonly number[] | undefined,
): Promise<void> {
  const opened = await openFiles(await surveyBars([path]));
  const [read] = await readSeries(opened);
  expect(read).toMatchObject({ symbol, timeframe: HOUR });
  expect(read?.bars).toHaveLength(count);
  expect(opened.totalBars).toBe(count);
  expect(opened.outsideSession).toEqual({ count: 0, first: '' });
  expect(opened.gaps).toMatchObject([{ symbol, count: 0, missingBars: 0, first: [] }]);
  if (first !== undefined) expect(read?.bars[0]).toEqual(first);
}
