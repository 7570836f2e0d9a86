// The times of one file: seconds, milli-, micro- or nanoseconds since 1970, told by their size and the same throughout.
// The sizes cannot be confused: each unit's numbers from 1973 to 2255 lie apart from every other's.

/** Binance's dumps count milliseconds until 2024 and microseconds from 2025 on, both in files of the same name. */
export type TimeUnit = 's' | 'ms' | 'us' | 'ns';

interface Unit {
  readonly unit: TimeUnit;
  readonly words: string;
  /** Times of this unit: `low ≤ value < below`. */
  readonly low: number;
  readonly below: number;
  /** Microseconds in one. */
  readonly factor: number;
}

const UNITS: readonly Unit[] = [
  { unit: 's', words: 'seconds', low: 1e8, below: 9e9, factor: 1e6 },
  { unit: 'ms', words: 'milliseconds', low: 1e11, below: 9e12, factor: 1e3 },
  { unit: 'us', words: 'microseconds', low: 1e14, below: 9e15, factor: 1 },
  { unit: 'ns', words: 'nanoseconds', low: 1e17, below: 9e18, factor: 1e-3 },
];

/** What is known of a file's unit of time; the first time that is read settles it. */
export interface FileClock {
  unit: Unit | undefined;
}

/** @param unit when the column's name or type says it */
export const createFileClock = (unit?: TimeUnit): FileClock => ({ unit: UNITS.find((one) => one.unit === unit) });

/** `raw` in microseconds; NaN when it is not a time in this file's unit. Nanoseconds go through `microsOfNanos`. */
export function microsOf(clock: FileClock, raw: number): number {
  const unit = (clock.unit ??= unitOf(raw));
  if (unit === undefined || !(raw >= unit.low && raw < unit.below) || unit.unit === 'ns') return NaN;
  const micros = raw * unit.factor;
  return Number.isSafeInteger(micros) ? micros : NaN;
}

/** Nanoseconds in microseconds; NaN when they are not whole microseconds, or not nanoseconds at all. */
export function microsOfNanos(clock: FileClock, raw: bigint): number {
  const unit = (clock.unit ??= unitOf(Number(raw)));
  if (unit?.unit !== 'ns' || raw < BigInt(unit.low) || raw >= BigInt(unit.below) || raw % 1_000n !== 0n) return NaN;
  return Number(raw / 1_000n);
}

/** Why `raw` is refused, once `microsOf` has said NaN. */
export function explainTime(clock: FileClock, raw: number): string {
  const found = unitOf(raw);
  if (found === undefined) return `time ${raw} is not between 1973 and 2255 in any unit`;
  if (clock.unit !== undefined && found !== clock.unit) {
    return `time ${raw} is in ${found.words}, the file counts ${clock.unit.words}`;
  }
  return `time ${raw} is not a whole number of microseconds`;
}

const unitOf = (raw: number): Unit | undefined => UNITS.find(({ low, below }) => raw >= low && raw < below);
