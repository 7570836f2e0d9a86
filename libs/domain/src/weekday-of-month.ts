// "The third Monday of January", "the last Sunday of October": how holidays and clock changes are set by law.
// Weekdays count from 0 = Monday, as in `weekday`.

import { daysFromCivil, weekday } from './micros.ts';

export const MONDAY = 0;
export const THURSDAY = 3;
export const FRIDAY = 4;
export const SATURDAY = 5;
export const SUNDAY = 6;

/** Day number of the `nth` (1–4) given weekday of a month (1–12). */
export function nthWeekday(nth: number, wanted: number, year: number, month: number): number {
  const first = daysFromCivil({ year, month, day: 1 });
  return first + ((wanted - weekday(first) + 7) % 7) + (nth - 1) * 7;
}

/** Day number of the last given weekday of a month (1–12). */
export function lastWeekday(wanted: number, year: number, month: number): number {
  const last =
    daysFromCivil(month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 }) - 1;
  return last - ((weekday(last) - wanted + 7) % 7);
}
