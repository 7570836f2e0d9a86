// The open time of a bar from bytes: a count since 1970, or an ISO 8601 date.

import { parseMicros } from '@tradingbot/domain';
import { explainTime, microsOf, microsOfNanos, type FileClock } from '../file-clock.ts';
import { shown } from '../shown.ts';

const ZERO = 48;
/** More digits than this are no safe integer. */
const MOST_DIGITS = 16;

/** Microseconds of a plain count in the bytes from `start` to `end`; NaN for anything else, then ask `oddTime`. */
export function plainTime(bytes: Uint8Array, start: number, end: number, clock: FileClock): number {
  if (end - start > MOST_DIGITS || end === start) return NaN;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = (bytes[i] as number) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return microsOf(clock, value);
}

/** A time that `plainTime` does not read, in microseconds, or what is wrong with it. */
export function oddTime(text: string, clock: FileClock): number | string {
  const trimmed = text.trim();
  if (trimmed === '') return 'the open time is empty';
  if (/^\d{17,19}$/.test(trimmed)) {
    const micros = microsOfNanos(clock, BigInt(trimmed));
    return Number.isNaN(micros) ? explainTime(clock, Number(trimmed)) : micros;
  }
  // A count that went through a double: 1609459200000.0
  if (/^\d{1,16}(?:\.\d{1,9})?$/.test(trimmed)) {
    const micros = microsOf(clock, Number(trimmed));
    return Number.isNaN(micros) ? explainTime(clock, Number(trimmed)) : micros;
  }
  return parseMicros(trimmed) ?? `${shown(text)} is not a time`;
}
