// The length of a bar: "1m", "5m", "1h", "4h", "1d" and any other whole number of these units.

import type { Brand } from './brand.ts';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND } from './micros.ts';

/** A bar length in microseconds. */
export type Timeframe = Brand<number, 'Timeframe'>;

export const TIMEFRAME_PATTERN = /^([1-9][0-9]{0,3})(s|m|h|d)$/;

const UNITS = [
  ['d', MICROS_PER_DAY],
  ['h', MICROS_PER_HOUR],
  ['m', MICROS_PER_MINUTE],
  ['s', MICROS_PER_SECOND],
] as const;

/** The bar length named by `text`, or `undefined` when it names none. */
export function parseTimeframe(text: string): Timeframe | undefined {
  const match = TIMEFRAME_PATTERN.exec(text);
  if (!match) return undefined;
  const unit = UNITS.find(([name]) => name === match[2]);
  return unit === undefined ? undefined : timeframe(Number(match[1]) * unit[1]);
}

/** The shortest name of a bar length: 14_400_000_000 → "4h". */
export function formatTimeframe(length: number): string {
  for (const [name, size] of UNITS) if (length % size === 0) return `${length / size}${name}`;
  return `${length / MICROS_PER_SECOND}s`;
}

export const timeframe = (length: number): Timeframe => length as Timeframe;
