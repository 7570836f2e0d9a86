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
  const title = `${symbol}: ${count} bars, none outside a session`;
  if (existsSync(path)) test(title, () => hasBars(path, symbol, count, first));
  else test.skip(`${title} [skip: no ${path}; TRADINGBOT_TEST_DATA names another place]`, () => undefined);
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
  if (first !== undefined) expect(read?.bars[0]).toEqual(first);
}
