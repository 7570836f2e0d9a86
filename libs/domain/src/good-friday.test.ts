// Good Friday in the years that the computus finds hard: earliest, latest, and its two exceptions.

import { expect, test } from '@jest/globals';
import { goodFriday } from './good-friday.ts';
import { formatDay, weekday } from './micros.ts';
import { FRIDAY } from './weekday-of-month.ts';

test.each([
  [1818, '1818-03-20'],
  [1943, '1943-04-23'],
  [1954, '1954-04-16'],
  [1981, '1981-04-17'],
  [2000, '2000-04-21'],
  [2008, '2008-03-21'],
  [2038, '2038-04-23'],
  [2049, '2049-04-16'],
  [2076, '2076-04-17'],
])('of %d is %s', (year, date) => {
  expect(formatDay(goodFriday(year))).toBe(date);
});

test('is a Friday between 20 March and 23 April in every year of a whole cycle of centuries', () => {
  for (let year = 1900; year < 2300; year++) {
    const day = goodFriday(year);
    const date = formatDay(day).slice(5);
    expect(weekday(day)).toBe(FRIDAY);
    expect(date >= '03-20' && date <= '04-23').toBe(true);
  }
});
