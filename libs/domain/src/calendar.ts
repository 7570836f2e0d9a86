// When a market is open. A bar belongs to a session when its interval overlaps it.

import type { CalendarName } from './instrument.ts';
import { MICROS_PER_DAY, micros, utcDay } from './micros.ts';
import { NYSE } from './nyse.ts';
import type { SessionCalendar } from './session-calendar.ts';

const ALWAYS_OPEN: SessionCalendar = {
  name: '24x7',
  covers: { from: micros(0), to: micros(84_006 * MICROS_PER_DAY) },
  daysPerYear: 365,
  sessionOverlapping: (start) => {
    const day = utcDay(start);
    return { day, open: micros(day * MICROS_PER_DAY), close: micros((day + 1) * MICROS_PER_DAY) };
  },
};

export function calendarOf(name: CalendarName): SessionCalendar {
  return name === 'NYSE' ? NYSE : ALWAYS_OPEN;
}
