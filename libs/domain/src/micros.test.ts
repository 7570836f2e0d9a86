// Our calendar arithmetic and ISO 8601 text against JavaScript's Date, 1900–2200.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  civilFromDays,
  daysFromCivil,
  formatDay,
  formatMicros,
  MICROS_PER_DAY,
  microsFromMs,
  parseMicros,
  utcDay,
  weekday,
} from './micros.ts';

const MS_PER_DAY = 86_400_000;
const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2201, 0, 1) - 1;
const ms = fc.integer({ min: FIRST, max: LAST });
/** Microseconds from 1900 to 2200, some of them on whole seconds and days, where fields roll over. */
const time = fc.oneof(
  fc.integer({ min: FIRST * 1_000, max: LAST * 1_000 }),
  ms.map((value) => value * 1_000),
  ms.map((value) => Math.floor(value / 1_000) * 1_000_000),
  ms.map((value) => Math.floor(value / MS_PER_DAY) * MICROS_PER_DAY),
  ms.map((value) => Math.floor(value / MS_PER_DAY) * MICROS_PER_DAY - 1),
);

describe('days', () => {
  test('every day of 1900–2200 has the civil date and the weekday that Date gives it', () => {
    const wrong: string[] = [];
    for (let day = FIRST / MS_PER_DAY; day <= LAST / MS_PER_DAY; day++) {
      const date = new Date(day * MS_PER_DAY);
      const civil = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      const ours = civilFromDays(day);
      const agrees =
        ours.year === civil.year &&
        ours.month === civil.month &&
        ours.day === civil.day &&
        daysFromCivil(civil) === day &&
        weekday(day) === (date.getUTCDay() + 6) % 7 &&
        formatDay(day) === date.toISOString().slice(0, 10);
      if (!agrees) wrong.push(date.toISOString());
    }
    expect(wrong).toEqual([]);
  });

  test('a day number and its civil date name each other in every era of 400 years, before year 0 too', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000, max: 2_000_000 }), (day) => {
        expect(daysFromCivil(civilFromDays(day))).toBe(day);
      }),
    );
  });

  test('a time belongs to the UTC day that holds it, before 1970 too', () => {
    fc.assert(
      fc.property(time, (t) => {
        const day = utcDay(t);
        expect(day * MICROS_PER_DAY <= t && t < (day + 1) * MICROS_PER_DAY).toBe(true);
      }),
    );
    expect(utcDay(-1)).toBe(-1);
  });
});

describe('writing a time', () => {
  test('gives what Date gives for whole milliseconds, without a fraction of zero', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          ms,
          ms.map((value) => value - (value % 1_000)),
        ),
        (value) => {
          expect(formatMicros(microsFromMs(value))).toBe(new Date(value).toISOString().replace('.000Z', 'Z'));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('and reading it back gives the same microsecond', () => {
    fc.assert(
      fc.property(time, (t) => {
        expect(parseMicros(formatMicros(t))).toBe(t + 0);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [0, '1970-01-01T00:00:00Z'],
    [1, '1970-01-01T00:00:00.000001Z'],
    [1_000, '1970-01-01T00:00:00.001Z'],
    [-1, '1969-12-31T23:59:59.999999Z'],
    [Number.MAX_SAFE_INTEGER, '2255-06-05T23:47:34.740991Z'],
  ])('%d is %s', (t, text) => {
    expect(formatMicros(t)).toBe(text);
  });
});

describe('reading a time', () => {
  test('gives what Date gives for a UTC date-time', () => {
    fc.assert(
      fc.property(ms, (value) => {
        const text = new Date(value).toISOString();
        expect(parseMicros(text)).toBe(value * 1_000 + 0);
        expect(parseMicros(text.slice(0, 10))).toBe(Date.parse(text.slice(0, 10)) * 1_000 + 0);
      }),
      { numRuns: 1_000 },
    );
  });

  test('takes a day exactly when the month has it', () => {
    const wrong: string[] = [];
    for (const year of [1900, 1999, 2000, 2023, 2024, 2100]) {
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          const date = new Date(Date.UTC(year, month - 1, day));
          const exists =
            date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year;
          if ((parseMicros(text) !== undefined) !== exists) wrong.push(text);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    ['2021-01-02', '2021-01-02T00:00:00Z'],
    ['2021-01-02T03:04', '2021-01-02T03:04:00Z'],
    ['2021-01-02 03:04:05', '2021-01-02T03:04:05Z'],
    ['2021-01-02T03:04:05+00:00', '2021-01-02T03:04:05Z'],
    ['2021-01-02T03:04:05.5Z', '2021-01-02T03:04:05.500Z'],
    ['2021-01-02T03:04:05.000010Z', '2021-01-02T03:04:05.000010Z'],
  ])('"%s" is %s', (text, expected) => {
    const read = parseMicros(text);
    expect(read === undefined ? undefined : formatMicros(read)).toBe(expected);
  });

  test.each([
    '',
    'yesterday',
    '2021',
    '2021-1-2',
    '21-01-02',
    '2021-01-02Z',
    '2021-01-02T03',
    '2021-01-02T24:00:00Z',
    '2021-01-02T23:60:00Z',
    '2021-01-02T23:59:60Z',
    '2021-01-02T03:04:05.1234567Z',
    '2021-01-02T03:04:05+01:00',
    '2021-01-02T03:04:05Z\n',
    '1640995200000',
  ])('refuses %j', (text) => {
    expect(parseMicros(text)).toBeUndefined();
  });

  test('refuses a time that microseconds cannot hold exactly', () => {
    expect(parseMicros('2255-06-05T23:47:34.740991Z')).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseMicros('2255-06-05T23:47:34.740992Z')).toBeUndefined();
    expect(parseMicros('9999-12-31')).toBeUndefined();
    expect(parseMicros('0001-01-01')).toBeUndefined();
  });
});
