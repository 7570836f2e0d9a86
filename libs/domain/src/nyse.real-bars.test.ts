// The exchange's calendar against recorded hourly bars: every bar overlaps a session, every session has its bars.
// The bars are not part of the repository; without them the test is skipped and says what it looked for.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { calendarOf } from './calendar.ts';
import { formatMicros, MICROS_PER_DAY, MICROS_PER_HOUR, micros, microsFromMs, utcDay, type Micros } from './micros.ts';
import type { Session } from './session-calendar.ts';

const NYSE = calendarOf('NYSE');
const DATA = process.env['TRADINGBOT_TEST_DATA'] ?? join(import.meta.dirname, '../../../../shared/data');

for (const symbol of ['SPY', 'AAPL']) {
  const file = join(DATA, 'equities', `${symbol}_1h.csv`);
  const title = `${symbol}: the recorded hourly bars are those of the calendar's sessions`;
  if (existsSync(file)) test(title, () => barsAreThoseOfTheSessions(barTimes(file)));
  else test.skip(`${title} [skip: no ${file}; TRADINGBOT_TEST_DATA names another place]`, () => undefined);
}

function barsAreThoseOfTheSessions(bars: readonly Micros[]): void {
  expect(bars.length).toBeGreaterThan(1_000);
  const outside = bars.filter((bar) => NYSE.sessionOverlapping(bar, micros(bar + MICROS_PER_HOUR)) === undefined);
  expect(outside.map(formatMicros)).toEqual([]);

  const recorded = new Set(bars);
  const missing = sessionsBetween(utcDay(bars[0] ?? 0), utcDay(bars.at(-1) ?? 0)).flatMap(hourlyBarsOf);
  expect(missing.filter((bar) => !recorded.has(bar)).map(formatMicros)).toEqual([]);
}

function sessionsBetween(firstDay: number, lastDay: number): Session[] {
  const sessions: Session[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    const session = NYSE.sessionOverlapping(micros(day * MICROS_PER_DAY), micros((day + 1) * MICROS_PER_DAY));
    if (session !== undefined) sessions.push(session);
  }
  return sessions;
}

/** Open times of the whole-hour bars that overlap a session: the first one starts half an hour before it opens. */
function hourlyBarsOf({ open, close }: Session): Micros[] {
  const bars: Micros[] = [];
  for (let bar = open - (open % MICROS_PER_HOUR); bar < close; bar += MICROS_PER_HOUR) bars.push(micros(bar));
  return bars;
}

function barTimes(file: string): Micros[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  expect(header.split(',')[0]).toBe('ts_ms');
  return lines.map((line) => microsFromMs(Number(line.slice(0, line.indexOf(',')))));
}
