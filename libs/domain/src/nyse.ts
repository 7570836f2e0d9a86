// The New York Stock Exchange's regular sessions: 09:30–16:00 New York time, half days until 13:00.
// By rule and by a table of special days; no time zone library, so the same on every machine.

import { invariant } from './invariant.ts';
import {
  daysFromCivil,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  micros,
  parseMicros,
  utcDay,
  weekday,
  type Micros,
} from './micros.ts';
import { nyseHalfDays, nyseHolidays } from './nyse-holidays.ts';
import { NYSE_SPECIAL_DAYS, type SpecialHours } from './nyse-special-days.ts';
import type { Session, SessionCalendar } from './session-calendar.ts';
import { hoursNewYorkIsBehindUtc } from './us-daylight-saving.ts';
import { FRIDAY } from './weekday-of-month.ts';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2030;
const FIRST_DAY = daysFromCivil({ year: FIRST_YEAR, month: 1, day: 1 });
const END_DAY = daysFromCivil({ year: LAST_YEAR + 1, month: 1, day: 1 });
const COVERS = { from: micros(FIRST_DAY * MICROS_PER_DAY), to: micros(END_DAY * MICROS_PER_DAY) };

const OPEN = 9 * MICROS_PER_HOUR + 30 * MICROS_PER_MINUTE;
const NOON = 12 * MICROS_PER_HOUR;
const HALF_DAY_CLOSE = 13 * MICROS_PER_HOUR;
const CLOSE = 16 * MICROS_PER_HOUR;

/** Opening and closing in microseconds since New York's midnight; `undefined` when closed. */
type Hours = { readonly open: number; readonly close: number } | undefined;

/** The exchange's calendar for 2000–2030. Checked session by session, see `golden/nyse-sessions.json`. */
export const NYSE: SessionCalendar = { name: 'NYSE', covers: COVERS, daysPerYear: 252, sessionOverlapping };

/** For each covered day its session, or else the next one: one look-up answers for a bar. Built when first asked. */
let sessionOnOrAfter: readonly (Session | undefined)[] | undefined;

/** @throws InvariantError when `[start, end)` is empty or leaves what the calendar covers */
function sessionOverlapping(start: Micros, end: Micros): Session | undefined {
  invariant(start < end, 'a session is sought in an interval that is not empty');
  invariant(start >= COVERS.from && end <= COVERS.to, 'the NYSE calendar is asked only about time that it covers');
  sessionOnOrAfter ??= indexByDay();
  // A session opens and closes within one UTC day, so that day's number is also its New York date.
  const index = utcDay(start) - FIRST_DAY;
  let session = sessionOnOrAfter[index];
  if (session !== undefined && session.close <= start) session = sessionOnOrAfter[index + 1];
  return session !== undefined && session.open < end ? session : undefined;
}

function indexByDay(): readonly (Session | undefined)[] {
  const hours = irregularHours();
  const index = new Array<Session | undefined>(END_DAY - FIRST_DAY);
  let next: Session | undefined;
  for (let day = END_DAY - 1; day >= FIRST_DAY; day--) {
    next = sessionOf(day, hours) ?? next;
    index[day - FIRST_DAY] = next;
  }
  return index;
}

function sessionOf(day: number, irregular: ReadonlyMap<number, Hours>): Session | undefined {
  if (weekday(day) > FRIDAY) return undefined;
  const hours = irregular.has(day) ? irregular.get(day) : { open: OPEN, close: CLOSE };
  if (hours === undefined) return undefined;
  const midnight = day * MICROS_PER_DAY + hoursNewYorkIsBehindUtc(day) * MICROS_PER_HOUR;
  return { day, open: micros(midnight + hours.open), close: micros(midnight + hours.close) };
}

function irregularHours(): ReadonlyMap<number, Hours> {
  const hours = new Map<number, Hours>();
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    for (const day of nyseHolidays(year)) hours.set(day, undefined);
    for (const day of nyseHalfDays(year)) hours.set(day, { open: OPEN, close: HALF_DAY_CLOSE });
  }
  for (const special of NYSE_SPECIAL_DAYS) hours.set(dayOf(special.date), specialHours(special.hours));
  return hours;
}

function specialHours(hours: SpecialHours): Hours {
  switch (hours) {
    case 'closed':
      return undefined;
    case 'closed at 13:00':
      return { open: OPEN, close: HALF_DAY_CLOSE };
    case 'opened at 12:00':
      return { open: NOON, close: CLOSE };
  }
}

function dayOf(date: string): number {
  const midnight = parseMicros(date);
  invariant(midnight !== undefined, 'a special day has an ISO date');
  return utcDay(midnight);
}
