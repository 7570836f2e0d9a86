// New York's distance from UTC against the time zone database that comes with Node.

import { expect, test } from '@jest/globals';
import { daysFromCivil, formatDay } from './micros.ts';
import { hoursNewYorkIsBehindUtc } from './us-daylight-saving.ts';

const hourInNewYork = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hour: 'numeric',
  hourCycle: 'h23',
});

test('noon in New York on every day of 1987–2030 is where the time zone database puts it', () => {
  const wrong: string[] = [];
  const end = daysFromCivil({ year: 2031, month: 1, day: 1 });
  for (let day = daysFromCivil({ year: 1987, month: 1, day: 1 }); day < end; day++) {
    const noon = new Date((day * 24 + 12 + hoursNewYorkIsBehindUtc(day)) * 3_600_000);
    if (hourInNewYork.format(noon) !== '12') wrong.push(formatDay(day));
  }
  expect(wrong).toEqual([]);
});

test('the first and last days of summer time, under the old rule and the new', () => {
  const behind = (year: number, month: number, day: number): number =>
    hoursNewYorkIsBehindUtc(daysFromCivil({ year, month, day }));
  expect([behind(2006, 4, 1), behind(2006, 4, 2), behind(2006, 10, 28), behind(2006, 10, 29)]).toEqual([5, 4, 4, 5]);
  expect([behind(2007, 3, 10), behind(2007, 3, 11), behind(2007, 11, 3), behind(2007, 11, 4)]).toEqual([5, 4, 4, 5]);
});

test('refuses years before the rules it knows', () => {
  expect(() => hoursNewYorkIsBehindUtc(daysFromCivil({ year: 1986, month: 12, day: 31 }))).toThrow('since 1987');
});
