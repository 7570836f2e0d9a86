// Which column of a file is which part of a bar, by name. The order of columns is free, others are ignored.

import { InputError } from '@tradingbot/domain';
import { shown } from './shown.ts';
import type { TimeUnit } from './file-clock.ts';

/** Positions of the columns that make a bar, from 0. */
export interface BarColumns {
  readonly time: number;
  /** The unit that the time column's name promises. */
  readonly timeUnit: TimeUnit | undefined;
  readonly symbol: number | undefined;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly closeTime: number | undefined;
}

/** Names of the open time, the best one first. */
const TIME_NAMES = ['ts_ms', 'open_time', 'open_time_ms', 'opentime', 'timestamp', 'ts', 'time', 'datetime', 'date'];
const SYMBOL_NAMES = ['symbol', 'ticker'];
const VOLUME_NAMES = ['volume', 'volume_base', 'base_volume'];
const CLOSE_TIME_NAMES = ['close_time', 'close_time_ms', 'closetime'];

/** The headerless dumps of Binance (`BTCUSDT-1h-2024-01.csv`): open time, open, high, low, close, volume, close time, … */
export const KLINE_COLUMNS: BarColumns = {
  time: 0,
  timeUnit: undefined,
  symbol: undefined,
  open: 1,
  high: 2,
  low: 3,
  close: 4,
  volume: 5,
  closeTime: 6,
};
export const KLINE_COLUMN_COUNT = 12;

/**
 * The columns of a bar among `names`, whatever their case; blanks inside a name count as `_`.
 * @param where file, for the refusal
 * @throws InputError when one is missing or named twice
 */
export function findBarColumns(names: readonly string[], where: string): BarColumns {
  const plain = names.map((name) => name.trim().toLowerCase().replaceAll(' ', '_'));
  const find = (...wanted: readonly string[]): number | undefined => {
    const name = wanted.find((one) => plain.includes(one));
    if (name === undefined) return undefined;
    const at = plain.indexOf(name);
    if (plain.includes(name, at + 1))
      throw new InputError(where, `two columns are named ${name}`, 'rename one of them');
    return at;
  };
  const need = (what: string, ...wanted: readonly string[]): number => {
    const at = find(...wanted);
    if (at === undefined) {
      throw new InputError(
        where,
        `there is no column ${what} among ${listed(names)}`,
        `name one ${wanted.join(' or ')}`,
      );
    }
    return at;
  };
  const time = need('for the open time', ...TIME_NAMES);
  return {
    time,
    timeUnit: promisedUnit(plain[time] as string),
    symbol: find(...SYMBOL_NAMES),
    open: need('open', 'open'),
    high: need('high', 'high'),
    low: need('low', 'low'),
    close: need('close', 'close'),
    volume: need('volume', ...VOLUME_NAMES),
    closeTime: find(...CLOSE_TIME_NAMES),
  };
}

const promisedUnit = (name: string): TimeUnit | undefined => (name.endsWith('_ms') ? 'ms' : undefined);

function listed(names: readonly string[]): string {
  const some = names.slice(0, 12).map(shown);
  return some.join(', ') + (names.length > some.length ? ` and ${names.length - some.length} more` : '');
}
