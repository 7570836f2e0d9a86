// The New York Stock Exchange's yearly holidays and half days, by its rules since 2000.
// Source: NYSE Rule 7.2 (holidays) and the yearly "Holidays & Trading Hours" notices (13:00 closes).

import { goodFriday } from './good-friday.ts';
import { daysFromCivil, weekday } from './micros.ts';
import { FRIDAY, lastWeekday, MONDAY, nthWeekday, SATURDAY, SUNDAY, THURSDAY } from './weekday-of-month.ts';

/** The weekdays of `year` on which the exchange stays closed by rule, as day numbers. `year` is 2000 or later. */
export function nyseHolidays(year: number): readonly number[] {
  const newYear = daysFromCivil({ year, month: 1, day: 1 });
  return [
    // On a Saturday it is not observed: the Friday before closes the books of the old year.
    ...(weekday(newYear) === SATURDAY ? [] : [observed(newYear)]),
    nthWeekday(3, MONDAY, year, 1), // Martin Luther King Jr.
    nthWeekday(3, MONDAY, year, 2), // Washington's Birthday
    goodFriday(year),
    lastWeekday(MONDAY, year, 5), // Memorial Day
    ...(year >= 2022 ? [observed(daysFromCivil({ year, month: 6, day: 19 }))] : []), // Juneteenth
    observed(independenceDay(year)),
    nthWeekday(1, MONDAY, year, 9), // Labor Day
    thanksgiving(year),
    observed(daysFromCivil({ year, month: 12, day: 25 })),
  ];
}

/** The days of `year` on which the exchange closes at 13:00 by rule, as day numbers. `year` is 2000 or later. */
export function nyseHalfDays(year: number): readonly number[] {
  const christmasEve = daysFromCivil({ year, month: 12, day: 24 });
  return [
    ...aroundIndependenceDay(year),
    thanksgiving(year) + 1,
    // On a Friday it is the observed holiday itself.
    ...(weekday(christmasEve) < FRIDAY ? [christmasEve] : []),
  ];
}

function aroundIndependenceDay(year: number): readonly number[] {
  const holiday = independenceDay(year);
  const eve = holiday - 1;
  if (weekday(eve) >= FRIDAY) return [];
  // Until 2012 a Thursday holiday made the Friday after it the half day; since 2013 the Wednesday before.
  return weekday(holiday) === THURSDAY && year < 2013 ? [holiday + 1] : [eve];
}

const independenceDay = (year: number): number => daysFromCivil({ year, month: 7, day: 4 });

const thanksgiving = (year: number): number => nthWeekday(4, THURSDAY, year, 11);

/** A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after. */
function observed(day: number): number {
  if (weekday(day) === SATURDAY) return day - 1;
  return weekday(day) === SUNDAY ? day + 1 : day;
}
