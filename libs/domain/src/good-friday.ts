// Good Friday, the one holiday of the exchange that follows the moon.

import { daysFromCivil } from './micros.ts';

/** Day number of Good Friday in a Gregorian year: two days before Easter (the anonymous computus, Nature, 1876). */
export function goodFriday(year: number): number {
  const moonYear = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const lunarShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * moonYear + century - Math.floor(century / 4) - lunarShift + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const skip = Math.floor((moonYear + 11 * epact + 22 * toSunday) / 451);
  const marchDay = epact + toSunday - 7 * skip + 22;
  return daysFromCivil({ year, month: 3, day: 1 }) + marchDay - 1 - 2;
}
