// The nth and the last weekday of every month against a walk through the month with JavaScript's Date.

import { expect, test } from '@jest/globals';
import { formatDay } from './micros.ts';
import { lastWeekday, nthWeekday } from './weekday-of-month.ts';

/** ISO dates of all days of a month that fall on a weekday (0 = Monday). */
function naive(wanted: number, year: number, month: number): string[] {
  const dates: string[] = [];
  for (const date = new Date(Date.UTC(year, month - 1, 1)); date.getUTCMonth() === month - 1;) {
    if ((date.getUTCDay() + 6) % 7 === wanted) dates.push(date.toISOString().slice(0, 10));
    date.setUTCDate(date.getUTCDate() + 1);
  }
  return dates;
}

test('the first to fourth and the last weekday of every month of 1999–2031 are where a walk finds them', () => {
  const wrong: string[] = [];
  for (let year = 1999; year <= 2031; year++) {
    for (let month = 1; month <= 12; month++) {
      for (let wanted = 0; wanted <= 6; wanted++) {
        const dates = naive(wanted, year, month);
        const ours = [1, 2, 3, 4].map((nth) => formatDay(nthWeekday(nth, wanted, year, month)));
        const last = formatDay(lastWeekday(wanted, year, month));
        if (ours.join() !== dates.slice(0, 4).join() || last !== dates.at(-1)) wrong.push(`${year}-${month} ${wanted}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
