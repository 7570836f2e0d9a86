// A market that never closes: its sessions are the UTC days.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarOf } from './calendar.ts';
import { MICROS_PER_DAY, micros } from './micros.ts';

const ALWAYS_OPEN = calendarOf('24x7');

test('each name has its own calendar', () => {
  expect([ALWAYS_OPEN.name, calendarOf('NYSE').name]).toEqual(['24x7', 'NYSE']);
});

test('a market that never closes has every instant in the session of its UTC day', () => {
  const start = fc.integer({ min: ALWAYS_OPEN.covers.from, max: ALWAYS_OPEN.covers.to - 1 });
  fc.assert(
    fc.property(start, (time) => {
      const session = ALWAYS_OPEN.sessionOverlapping(micros(time), micros(time + 1));
      const day = Math.floor(time / MICROS_PER_DAY);
      expect(session).toEqual({ day, open: day * MICROS_PER_DAY, close: (day + 1) * MICROS_PER_DAY });
    }),
  );
});
