// The New York Stock Exchange's sessions: 09:30–16:00 New York time, half days until 13:00; before and after them the
// extended hours, 04:00–20:00, half days until 17:00.
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
import type { Session, SessionCalendar, TradingHours } from './session-calendar.ts';
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
/** Source: NYSE Arca, "Hours of operation": early session from 04:00, late session until four hours after the close. */
const PRE_OPEN = 4 * MICROS_PER_HOUR;
const POST_LENGTH = 4 * MICROS_PER_HOUR;

/** Opening and closing in microseconds since New York's midnight; `undefined` when closed. */
type Hours = { readonly open: number; readonly close: number } | undefined;

/** How far into the next UTC day a session may reach: 20:00 New York in winter is 01:00. */
const LATEST_CLOSE = MICROS_PER_HOUR;

/** Regular hours as the hours that are asked for. */
const PARTS: Readonly<Record<TradingHours, (regular: NonNullable<Hours>) => NonNullable<Hours>>> = {
  regular: (regular) => regular,
  pre: ({ open }) => ({ open: PRE_OPEN, close: open }),
  post: ({ close }) => ({ open: close, close: close + POST_LENGTH }),
  extended: ({ close }) => ({ open: PRE_OPEN, close: close + POST_LENGTH }),
};

/**
 * The exchange's calendar for 2000–2030. Its regular hours are checked session by session, see
 * `golden/nyse-sessions.json`. Extended hours are today's in every year: they grew over time, so for the years before
 * 2010 more is let through than was traded.
 */
export const nyseCalendar = (hours: TradingHours): SessionCalendar => CALENDARS[hours];

const CALENDARS: Readonly<Record<TradingHours, SessionCalendar>> = {
  regular: createCalendar('regular'),
  extended: createCalendar('extended'),
  pre: createCalendar('pre'),
  post: createCalendar('post'),
};

function createCalendar(part: TradingHours): SessionCalendar {
  /** For each covered day its session, or else the next one: one look-up answers for a bar. Built when first asked. */
  let sessionOnOrAfter: readonly (Session | undefined)[] | undefined;
  return {
    name: 'NYSE',
    covers: COVERS,
    daysPerYear: 252,
    /** @throws InvariantError when `[start, end)` is empty or leaves what the calendar covers */
    sessionOverlapping(start: Micros, end: Micros): Session | undefined {
      invariant(start < end, 'a session is sought in an interval that is not empty');
      invariant(start >= COVERS.from && end <= COVERS.to, 'the NYSE calendar is asked only about time that it covers');
      sessionOnOrAfter ??= indexByDay(part);
      // Late trading ends after midnight UTC in winter: the session of such an instant is that of the day before.
      const index = Math.max(0, utcDay(start - LATEST_CLOSE) - FIRST_DAY);
      let session = sessionOnOrAfter[index];
      while (session !== undefined && session.close <= start) session = sessionOnOrAfter[session.day + 1 - FIRST_DAY];
      return session !== undefined && session.open < end ? session : undefined;
    },
    midnight,
  };
}

function indexByDay(part: TradingHours): readonly (Session | undefined)[] {
  const hours = irregularHours();
  const index = new Array<Session | undefined>(END_DAY - FIRST_DAY);
  let next: Session | undefined;
  for (let day = END_DAY - 1; day >= FIRST_DAY; day--) {
    next = sessionOf(day, hours, part) ?? next;
    index[day - FIRST_DAY] = next;
  }
  return index;
}

function sessionOf(day: number, irregular: ReadonlyMap<number, Hours>, part: TradingHours): Session | undefined {
  if (weekday(day) > FRIDAY) return undefined;
  const regular = irregular.has(day) ? irregular.get(day) : { open: OPEN, close: CLOSE };
  if (regular === undefined) return undefined;
  const hours = PARTS[part](regular);
  const start = midnight(day);
  return { day, open: micros(start + hours.open), close: micros(start + hours.close) };
}

/** On the Sunday of a change of clocks it is that of after the change. */
function midnight(day: number): Micros {
  return micros(day * MICROS_PER_DAY + hoursNewYorkIsBehindUtc(day) * MICROS_PER_HOUR);
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
