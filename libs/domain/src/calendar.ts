// When a market is open. A bar belongs to a session when its interval overlaps it.

import type { CalendarName } from './instrument.ts';
import { MICROS_PER_DAY, micros, utcDay } from './micros.ts';
import { nyseCalendar } from './nyse.ts';
import type { SessionCalendar, TradingHours } from './session-calendar.ts';

const ALWAYS_OPEN: SessionCalendar = {
  name: '24x7',
  covers: { from: micros(0), to: micros(84_006 * MICROS_PER_DAY) },
  daysPerYear: 365,
  sessionOverlapping: (start) => {
    const day = utcDay(start);
    return { day, open: micros(day * MICROS_PER_DAY), close: micros((day + 1) * MICROS_PER_DAY) };
  },
  midnight: (day) => micros(day * MICROS_PER_DAY),
};

/** @param hours of a market that has a night; `regular` when left out */
export function calendarOf(name: CalendarName, hours: TradingHours = 'regular'): SessionCalendar {
  return name === 'NYSE' ? nyseCalendar(hours) : ALWAYS_OPEN;
}
