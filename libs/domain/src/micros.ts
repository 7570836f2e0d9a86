// Time as integer microseconds since 1970-01-01T00:00:00Z, and its ISO 8601 form.
// Own calendar arithmetic, because cores may not touch `Date`: the same on every machine and in every time zone.

import type { Brand } from './brand.ts';

/** Microseconds since the Unix epoch, UTC. A safe integer until the year 2255. */
export type Micros = Brand<number, 'Micros'>;

export const MICROS_PER_MS = 1_000;
export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
export const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
export const MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

export const micros = (value: number): Micros => value as Micros;
export const microsFromMs = (ms: number): Micros => (ms * MICROS_PER_MS) as Micros;

/** A proleptic Gregorian date; `month` 1–12, `day` 1–31. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Whole days since 1970-01-01 of a civil date (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
export function daysFromCivil({ year, month, day }: CivilDate): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The civil date of a count of days since 1970-01-01; the inverse of `daysFromCivil`. */
export function civilFromDays(days: number): CivilDate {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

/** Days since the epoch of the UTC day that holds `time`. */
export const utcDay = (time: number): number => Math.floor(time / MICROS_PER_DAY);

/** Day of the week of a day number; 0 = Monday … 6 = Sunday (1970-01-01 was a Thursday). */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** `2021-01-01T00:00:00Z`, with a fraction of 3 or 6 digits only when it is not zero. */
export function formatMicros(time: number): string {
  const day = utcDay(time);
  let rest = time - day * MICROS_PER_DAY;
  const fraction = rest % MICROS_PER_SECOND;
  rest = (rest - fraction) / MICROS_PER_SECOND;
  const clock = `${pad(Math.floor(rest / 3600), 2)}:${pad(Math.floor(rest / 60) % 60, 2)}:${pad(rest % 60, 2)}`;
  return `${formatDay(day)}T${clock}${formatFraction(fraction)}Z`;
}

/** `2021-01-01` of a day number. */
export function formatDay(day: number): string {
  const { year, month, day: dayOfMonth } = civilFromDays(day);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(?:Z|\+00:00)?)?$/;

/**
 * Parses an ISO 8601 date or UTC date-time; without a zone it is UTC.
 * `undefined` when it is neither, names a day that does not exist, or lies beyond what `Micros` holds.
 */
export function parseMicros(text: string): Micros | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, y, mo, d, h = '0', mi = '0', s = '0', fraction = ''] = match;
  const date = { year: Number(y), month: Number(mo), day: Number(d) };
  const day = daysFromCivil(date);
  if (formatDay(day) !== `${y}-${mo}-${d}`) return undefined;
  if (Number(h) > 23 || Number(mi) > 59 || Number(s) > 59) return undefined;
  const seconds = Number(h) * 3600 + Number(mi) * 60 + Number(s);
  const time = day * MICROS_PER_DAY + seconds * MICROS_PER_SECOND + Number(fraction.padEnd(6, '0'));
  return Number.isSafeInteger(time) ? micros(time) : undefined;
}

function formatFraction(fraction: number): string {
  if (fraction === 0) return '';
  return fraction % MICROS_PER_MS === 0 ? `.${pad(fraction / MICROS_PER_MS, 3)}` : `.${pad(fraction, 6)}`;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
