// Extended hours around the regular ones: four in the morning until eight in the evening, five on half days.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarOf } from './calendar.ts';
import { formatMicros, MICROS_PER_DAY, MICROS_PER_HOUR, micros, parseMicros, utcDay } from './micros.ts';
import type { Session, TradingHours } from './session-calendar.ts';

const at = (text: string): number => parseMicros(text) ?? NaN;

/** The session of a New York date, found by an instant that all its parts of the day lie around. */
function shown(hours: TradingHours, date: string): string {
  const noon = at(`${date}T12:00:00Z`);
  const calendar = calendarOf('NYSE', hours);
  const session = calendar.sessionOverlapping(micros(noon - 6 * MICROS_PER_HOUR), micros(noon + 12 * MICROS_PER_HOUR));
  return session === undefined ? 'closed' : `${formatMicros(session.open)} ${formatMicros(session.close)}`;
}

describe('Extended hours of the New York Stock Exchange', () => {
  test.each([
    ['2021-01-04', 'extended', '2021-01-04T09:00:00Z 2021-01-05T01:00:00Z'],
    ['2021-01-04', 'pre', '2021-01-04T09:00:00Z 2021-01-04T14:30:00Z'],
    ['2021-01-04', 'regular', '2021-01-04T14:30:00Z 2021-01-04T21:00:00Z'],
    ['2021-01-04', 'post', '2021-01-04T21:00:00Z 2021-01-05T01:00:00Z'],
    ['2021-07-06', 'extended', '2021-07-06T08:00:00Z 2021-07-07T00:00:00Z'],
    ['2021-11-26', 'post', '2021-11-26T18:00:00Z 2021-11-26T22:00:00Z'],
    ['2021-11-25', 'extended', 'closed'],
  ] as const)('%s %s: %s', (date, hours, session) => {
    expect(shown(hours, date)).toBe(session);
  });

  test('the three parts of a day follow each other and make up the extended one', () => {
    for (let day = utcDay(at('2000-01-01')); day < utcDay(at('2030-12-30')); day++) {
      const from = micros(day * MICROS_PER_DAY + 8 * MICROS_PER_HOUR);
      const to = micros(from + 17 * MICROS_PER_HOUR);
      const [pre, regular, post, extended] = (['pre', 'regular', 'post', 'extended'] as const).map((hours) =>
        calendarOf('NYSE', hours).sessionOverlapping(from, to),
      );
      expect([pre?.open, pre?.close, regular?.close, post?.close]).toEqual([
        extended?.open,
        regular?.open,
        post?.open,
        extended?.close,
      ]);
    }
  });

  test('the session found is that of a search day by day, also after midnight UTC', () => {
    const sessions: Session[] = [];
    const calendar = calendarOf('NYSE', 'extended');
    for (let day = utcDay(at('2020-01-01')); day < utcDay(at('2021-12-31')); day++) {
      const noon = day * MICROS_PER_DAY + 17 * MICROS_PER_HOUR;
      const session = calendar.sessionOverlapping(micros(noon), micros(noon + 1));
      if (session !== undefined) sessions.push(session);
    }
    const start = fc.integer({ min: at('2020-01-02'), max: at('2021-12-20') });
    const length = fc.integer({ min: 1, max: 2 * MICROS_PER_DAY });
    fc.assert(
      fc.property(start, length, (from, long) => {
        const naive = sessions.find(({ open, close }) => open < from + long && close > from);
        expect(calendar.sessionOverlapping(micros(from), micros(from + long))).toEqual(naive);
      }),
    );
  });
});
