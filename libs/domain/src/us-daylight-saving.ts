// New York's distance from UTC on a day: the United States' daylight saving rules since 1987.
// Clocks change at 02:00 on a Sunday, so one answer holds for the whole of any trading day.

import { invariant } from './invariant.ts';
import { civilFromDays } from './micros.ts';
import { lastWeekday, nthWeekday, SUNDAY } from './weekday-of-month.ts';

const STANDARD_HOURS = 5;
const DAYLIGHT_HOURS = 4;

/** Hours to add to New York's noon of `day` to get UTC: 4 in summer, 5 in winter. `day` lies in 1987 or later. */
export function hoursNewYorkIsBehindUtc(day: number): number {
  const { start, end } = daylightSaving(civilFromDays(day).year);
  return day >= start && day < end ? DAYLIGHT_HOURS : STANDARD_HOURS;
}

/**
 * First day of daylight saving time in a year, and the first day after it, as day numbers (both are Sundays).
 * Public Law 99-359 (1987–2006) and the Energy Policy Act of 2005, section 110 (since 2007).
 */
function daylightSaving(year: number): { readonly start: number; readonly end: number } {
  invariant(year >= 1987, 'daylight saving rules are known since 1987');
  return year < 2007
    ? { start: nthWeekday(1, SUNDAY, year, 4), end: lastWeekday(SUNDAY, year, 10) }
    : { start: nthWeekday(2, SUNDAY, year, 3), end: nthWeekday(1, SUNDAY, year, 11) };
}
