// Bars of one symbol from the decoded columns of a Parquet file.

import { InputError } from '@tradingbot/domain';
import type { PlacedBars } from '../bar-chunk.ts';
import type { FieldFault } from '../field-fault.ts';
import type { TimeUnit } from '../file-clock.ts';
import type { WantedBars } from '../wanted-bars.ts';
import { createTimeValues, priceOf, valueSentence, volumeOf, type ColumnValues } from './column-values.ts';

type PriceColumn = 'open' | 'high' | 'low' | 'close';

/** The columns of some rows that follow each other. */
export interface RowColumns extends Readonly<Record<PriceColumn | 'time' | 'volume', ColumnValues>> {
  readonly symbol: ColumnValues | undefined;
}

export interface ColumnTypes {
  readonly timeUnit: TimeUnit | undefined;
  readonly singlePrecision: Readonly<Record<PriceColumn, boolean>>;
}

export interface ParquetBars {
  /** Gives the next rows; those before have been read. `rowStart` counts from 0. */
  hold(rowStart: number, columns: RowColumns): void;
  /** Adds bars until `bars` is full, the rows held are used up, or the end of the range is reached. */
  read(bars: PlacedBars): void;
  /** The end of the range was reached: no bar of the rest of the file is wanted. */
  ended: boolean;
}

/** @throws InputError (from `read`) that names the row when a value is no price, volume or time */
export function createParquetBars(path: string, wanted: WantedBars, types: ColumnTypes): ParquetBars {
  const { symbol, priceScale, from, to } = wanted;
  const times = createTimeValues(path, types.timeUnit);
  const single = types.singlePrecision;
  let held: RowColumns | undefined;
  let start = 0;
  let at = 0;

  function hold(rowStart: number, columns: RowColumns): void {
    held = columns;
    start = rowStart;
    at = 0;
  }

  function read(bars: PlacedBars): void {
    if (held === undefined || self.ended) return;
    const { time, symbol: symbols, volume } = held;
    const capacity = bars.openTime.length;
    let row = bars.length;
    for (; at < time.length && row < capacity; at++) {
      if (symbols !== undefined && symbols[at] !== symbol) continue;
      const micros = times.value(time[at], start + at + 1);
      if (micros < from) continue;
      if (micros >= to) {
        self.ended = true;
        break;
      }
      bars.openTime[row] = micros;
      bars.open[row] = priceAt('open', held.open[at]);
      bars.high[row] = priceAt('high', held.high[at]);
      bars.low[row] = priceAt('low', held.low[at]);
      bars.close[row] = priceAt('close', held.close[at]);
      const found = volumeOf(volume[at]);
      bars.volume[row] = typeof found === 'number' ? found : refuse('volume', volume[at], found);
      bars.place[row] = start + at + 1;
      row += 1;
    }
    bars.length = row;
  }

  function priceAt(column: PriceColumn, value: unknown): number {
    const found = priceOf(value, priceScale, single[column]);
    return typeof found === 'number' ? found : refuse(column, value, found);
  }

  function refuse(column: string, value: unknown, fault: FieldFault): never {
    throw new InputError(`${path} row ${start + at + 1}`, valueSentence(column, value, fault, priceScale));
  }

  const self: ParquetBars = { hold, read, ended: false };
  return self;
}
