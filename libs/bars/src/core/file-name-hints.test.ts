// Symbols and bar lengths in the names of files.

import { expect, test } from '@jest/globals';
import { formatTimeframe } from '@tradingbot/domain';
import { symbolInName, timeframeInName } from './file-name-hints.ts';

test.each([
  ['data/BTCUSDT-1h-2024-01.csv', 'BTCUSDT', '1h'],
  ['/x/SPY_1h.parquet', 'SPY', '1h'],
  ['C:\\x\\1INCHUSDT-15m-2024-01-01.csv.gz', '1INCHUSDT', '15m'],
  ['BRK.B_1D.csv', 'BRK.B', '1d'],
  ['ETHUSDT-1w.csv', 'ETHUSDT', '7d'],
  ['ETHUSDT-1M.csv', 'ETHUSDT', undefined],
  ['BTCUSDT.csv', 'BTCUSDT', undefined],
  ['bars_4h.csv', undefined, '4h'],
  ['2024-01.csv', undefined, undefined],
  ['1h/bars.csv', undefined, undefined],
])('%s', (path, symbol, length) => {
  const found = timeframeInName(path);
  expect(symbolInName(path)).toBe(symbol);
  expect(found === undefined ? undefined : formatTimeframe(found)).toBe(length);
});
