// What the name of a file says about its bars: `BTCUSDT-1h-2024-01.csv`, `SPY_1h.parquet`.

import { InputError, MICROS_PER_DAY, parseTimeframe, timeframe, type Timeframe } from '@tradingbot/domain';

const SYMBOL = /^([A-Z0-9]*[A-Z][A-Z0-9]*(?:\.[A-Z])?)(?=[-_.]|$)/;
const TIMEFRAME = /(?:^|[-_.])([1-9][0-9]{0,3}[smhdwHDW])(?=[-_.]|$)/;
const DAYS_PER_WEEK = 7;

const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** The symbol that a file's name starts with: capital letters and digits up to the first `-`, `_` or `.`. */
export const symbolInName = (path: string): string | undefined => SYMBOL.exec(baseName(path))?.[1];

/** @throws InputError when a file without a column of symbols does not start its name with one */
export function needSymbolInName(path: string): string {
  const symbol = symbolInName(path);
  if (symbol !== undefined) return symbol;
  throw new InputError(
    path,
    'whose bars are these? there is no column symbol, and the name of the file starts with none',
    'add the column, or name the file like BTCUSDT-1h.csv',
  );
}

/** The bar length in a file's name. A month, `1M`, has no fixed length. */
export function timeframeInName(path: string): Timeframe | undefined {
  const text = TIMEFRAME.exec(baseName(path))?.[1]?.toLowerCase();
  if (text === undefined) return undefined;
  if (!text.endsWith('w')) return parseTimeframe(text);
  return timeframe(Number(text.slice(0, -1)) * DAYS_PER_WEEK * MICROS_PER_DAY);
}
