// Values of Parquet columns as times, symbols, prices and volumes, whatever type the column has.

import { InputError } from '@tradingbot/domain';
import { oddNumber, oddPrice } from '../csv/decimal-field.ts';
import { oddTime } from '../csv/time-field.ts';
import { faultSentence, type FieldFault } from '../field-fault.ts';
import { createFileClock, explainTime, microsOf, microsOfNanos, type TimeUnit } from '../file-clock.ts';
import { powerOfTen, scaledFromDouble, scaledFromFloat } from '../price-from-double.ts';
import { shown } from '../shown.ts';
import { checkSymbol } from '../symbol-text.ts';

/** The values of one column: a typed array, or an array of whatever the file holds. */
export type ColumnValues = ArrayLike<unknown>;

/** Text in place of a number says why there is none. */
export const isFailure = (found: number | string): found is string => typeof found === 'string';

export interface TimeValues {
  tryValue(value: unknown): number | string;
  /** Microseconds. @param row from 1, for the refusal */
  value(value: unknown, row: number): number;
}

/** @param unit when the column's name or type says it */
export function createTimeValues(path: string, unit: TimeUnit | undefined): TimeValues {
  const clock = createFileClock(unit);

  function tryValue(value: unknown): number | string {
    if (typeof value === 'string') return oddTime(value, clock);
    if (typeof value !== 'number' && typeof value !== 'bigint') {
      return value === null || value === undefined ? 'the open time is empty' : 'the open time is not a number';
    }
    const raw = Number(value);
    let micros = microsOf(clock, raw);
    if (Number.isNaN(micros) && typeof value === 'bigint') micros = microsOfNanos(clock, value);
    return Number.isNaN(micros) ? explainTime(clock, raw) : micros;
  }

  function value(found: unknown, row: number): number {
    const micros = tryValue(found);
    if (isFailure(micros)) throw new InputError(`${path} row ${row}`, micros);
    return micros;
  }

  return { tryValue, value };
}

export interface SymbolValues {
  value(value: unknown, row: number): string;
}

export function createSymbolValues(path: string): SymbolValues {
  const value = (found: unknown, row: number): string =>
    checkSymbol(typeof found === 'string' ? found : '', () => `${path} row ${row}`);
  return { value };
}

/** The integer `value × 10^scale`. @param single the column keeps single-precision floats */
export function priceOf(value: unknown, scale: number, single: boolean): number | FieldFault {
  if (typeof value === 'string') return oddPrice(value, scale);
  if (typeof value === 'bigint') return wholePrice(Number(value), scale);
  if (typeof value !== 'number') return value === null || value === undefined ? 'empty' : 'not a number';
  if (!Number.isFinite(value)) return 'not finite';
  if (Number.isInteger(value)) return wholePrice(value, scale);
  if (Math.abs(value) * powerOfTen(scale) > Number.MAX_SAFE_INTEGER) return 'too large';
  const scaled = single ? scaledFromFloat(value, scale) : scaledFromDouble(value, scale);
  return Number.isNaN(scaled) ? 'too fine' : scaled;
}

function wholePrice(value: number, scale: number): number | FieldFault {
  const scaled = value * powerOfTen(scale);
  return Math.abs(scaled) <= Number.MAX_SAFE_INTEGER ? scaled : 'too large';
}

export function volumeOf(value: unknown): number | FieldFault {
  if (typeof value === 'string') return oddNumber(value);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'number') return value === null || value === undefined ? 'empty' : 'not a number';
  return Number.isFinite(value) ? value : 'not finite';
}

/** What is wrong with a value, as a sentence. */
export const valueSentence = (column: string, value: unknown, fault: FieldFault, scale: number): string =>
  faultSentence(column, typeof value === 'string' ? shown(value) : String(value), fault, scale);
