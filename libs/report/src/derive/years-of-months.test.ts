// Months of the calendar, of years that begin and end within the run.

import { expect, test } from '@jest/globals';
import { daysFromCivil } from '@tradingbot/domain';
import { yearsOfMonths } from './years-of-months.ts';

test('each month is measured from the last equity of the one before, the first from the opening', () => {
  const dates = [
    { year: 2023, month: 11, day: 30 },
    { year: 2023, month: 12, day: 1 },
    { year: 2023, month: 12, day: 31 },
    { year: 2024, month: 2, day: 1 },
  ];
  const equity = [110, 99, 121, 242];
  const daily = { initial: 100, day: dates.map(daysFromCivil), equity, returns: [0.1, -0.1, 22 / 99, 1] };
  const years = yearsOfMonths(daily);
  expect(years.map(({ year }) => year)).toEqual(['2023', '2024']);
  expect(years[0]?.months.slice(9)).toEqual([undefined, expect.closeTo(0.1, 12), expect.closeTo(0.1, 12)]);
  expect(years[1]?.months.slice(0, 3)).toEqual([undefined, 1, undefined]);
  expect(years.map(({ total }) => total)).toEqual([expect.closeTo(0.21, 12), 1]);
});
