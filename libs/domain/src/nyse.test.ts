// The exchange's calendar against the golden sessions of two published calendars, and a naive search against the fast one.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarOf } from './calendar.ts';
import {
  formatDay,
  formatMicros,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  micros,
  parseMicros,
  utcDay,
  weekday,
} from './micros.ts';
import { NYSE_SPECIAL_DAYS } from './nyse-special-days.ts';
import type { Session } from './session-calendar.ts';

const NYSE = calendarOf('NYSE');
const GOLDEN = JSON.parse(readFileSync(join(import.meta.dirname, 'golden', 'nyse-sessions.json'), 'utf8'));
const FIRST_DAY = utcDay(NYSE.covers.from);
const END_DAY = utcDay(NYSE.covers.to);
const HOURS = { full: 6.5, half: 3.5, lateOpening: 4 };

const sessionOf = (day: number): Session | undefined =>
  NYSE.sessionOverlapping(micros(day * MICROS_PER_DAY), micros((day + 1) * MICROS_PER_DAY));

const SESSIONS = days().flatMap((day) => sessionOf(day) ?? []);

function days(): number[] {
  return Array.from({ length: END_DAY - FIRST_DAY }, (_, i) => FIRST_DAY + i);
}

/** What the golden file keeps of a year, from our sessions. */
function summary(year: string): object {
  const ofYear = days().filter((day) => formatDay(day).startsWith(year) && weekday(day) < 5);
  const dates = (keep: (hours: number | undefined) => boolean): string =>
    ofYear
      .filter((day) => keep(hoursOf(sessionOf(day))))
      .map((day) => formatDay(day).slice(5))
      .join(' ');
  return {
    sessions: ofYear.filter((day) => sessionOf(day) !== undefined).length,
    closed: dates((hours) => hours === undefined),
    halfDays: dates((hours) => hours === HOURS.half),
    lateOpenings: dates((hours) => hours === HOURS.lateOpening),
  };
}

const hoursOf = (session: Session | undefined): number | undefined =>
  session === undefined ? undefined : (session.close - session.open) / MICROS_PER_HOUR;

describe('sessions of the New York Stock Exchange', () => {
  test.each(Object.keys(GOLDEN.years))('%s has the golden closings, half days and number of sessions', (year) => {
    expect(summary(year)).toEqual(GOLDEN.years[year]);
  });

  test('every open and close in UTC is the golden one, to the byte', () => {
    const hash = createHash('sha256');
    for (const { day, open, close } of SESSIONS) {
      hash.update(`${formatDay(day)} ${formatMicros(open)} ${formatMicros(close)}\n`);
    }
    expect(SESSIONS.length).toBe(GOLDEN.sessions);
    expect(hash.digest('hex')).toBe(GOLDEN.sha256);
  });

  test('the golden file speaks of all the years that the calendar covers, and of no other', () => {
    const covered = new Set(days().map((day) => formatDay(day).slice(0, 4)));
    expect(Object.keys(GOLDEN.years)).toEqual([...covered]);
  });

  test('weekends are closed', () => {
    expect(SESSIONS.filter(({ day }) => weekday(day) >= 5)).toEqual([]);
  });

  test.each([
    ['2020-01-02', '2020-01-02T14:30:00Z', '2020-01-02T21:00:00Z'],
    ['2020-07-02', '2020-07-02T13:30:00Z', '2020-07-02T20:00:00Z'],
    ['2019-11-29', '2019-11-29T14:30:00Z', '2019-11-29T18:00:00Z'],
    ['2019-07-03', '2019-07-03T13:30:00Z', '2019-07-03T17:00:00Z'],
    ['2002-09-11', '2002-09-11T16:00:00Z', '2002-09-11T20:00:00Z'],
  ])('%s runs from %s to %s', (date, open, close) => {
    const session = sessionOf(utcDay(at(date)));
    expect(session).toEqual({ day: utcDay(at(date)), open: at(open), close: at(close) });
  });
});

describe('the session that overlaps an interval', () => {
  test('is the one that a search through all sessions finds first, and none where that finds none', () => {
    const { from, to } = NYSE.covers;
    const edge = fc.tuple(fc.constantFrom(...SESSIONS), fc.boolean(), fc.constantFrom(-1, 0, 1));
    const start = fc.oneof(
      fc.integer({ min: from, max: to - 1 }),
      edge.map(([session, open, off]) => (open ? session.open : session.close) + off),
    );
    const length = fc.oneof(
      fc.constantFrom(1, MICROS_PER_HOUR, MICROS_PER_DAY),
      fc.integer({ min: 1, max: 9 * MICROS_PER_DAY }),
    );
    fc.assert(
      fc.property(start, length, (begin, size) => {
        const end = Math.min(begin + size, to);
        const naive = SESSIONS.find((session) => session.open < end && session.close > begin);
        expect(NYSE.sessionOverlapping(micros(begin), micros(end))).toEqual(naive);
      }),
      { numRuns: 2_000 },
    );
  });

  test('an hourly bar stamped 09:00 in New York belongs to the session that opens at 09:30, one stamped 16:00 to none', () => {
    const bar = (text: string): Session | undefined =>
      NYSE.sessionOverlapping(at(text), micros(at(text) + MICROS_PER_HOUR));
    expect(bar('2020-01-02T14:00:00Z')?.open).toBe(at('2020-01-02T14:30:00Z'));
    expect(bar('2020-01-02T20:00:00Z')?.close).toBe(at('2020-01-02T21:00:00Z'));
    expect(bar('2020-01-02T13:00:00Z')).toBeUndefined();
    expect(bar('2020-01-02T21:00:00Z')).toBeUndefined();
  });

  test('is refused outside the years that the calendar knows, and for an empty interval', () => {
    const { from, to } = NYSE.covers;
    expect(() => NYSE.sessionOverlapping(micros(from - 1), from)).toThrow('only about time that it covers');
    expect(() => NYSE.sessionOverlapping(micros(to - 1), micros(to + 1))).toThrow('only about time that it covers');
    expect(() => NYSE.sessionOverlapping(from, from)).toThrow('not empty');
  });
});

test('special days are covered weekdays in order, each once and with its reason', () => {
  const dates = NYSE_SPECIAL_DAYS.map(({ date }) => date);
  expect(dates).toEqual([...new Set(dates)].sort());
  for (const { date, reason } of NYSE_SPECIAL_DAYS) {
    expect(weekday(utcDay(at(date)))).toBeLessThan(5);
    expect(at(date) >= NYSE.covers.from && at(date) < NYSE.covers.to).toBe(true);
    expect(reason).not.toBe('');
  }
});

function at(text: string): ReturnType<typeof micros> {
  const time = parseMicros(text);
  if (time === undefined) throw new Error(`${text} is not a time`);
  return time;
}
