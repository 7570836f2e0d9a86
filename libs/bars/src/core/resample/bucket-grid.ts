// Where longer bars begin and end: around the clock on the epoch's grid, at the exchange from each session's open.

import {
  calendarOf,
  firstBarOf,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  micros,
  type CalendarName,
  type Timeframe,
  type TradingHours,
} from '@tradingbot/domain';

/** From the first trade of an extended day, 04:00, to the usual opening, 09:30. */
const EARLY = 5 * MICROS_PER_HOUR + 30 * MICROS_PER_MINUTE;

/** The longer bar that was found last, in microseconds. */
export interface BucketGrid {
  start: number;
  /** `start + timeframe`: it closes here, whatever is missing. */
  end: number;
  /** Until when trading has to be known for it to be whole: the session may close before it does. */
  needs: number;
  /** Finds the longer bar that holds the finer one that opens at `time`. `false`: that one lies in no longer bar. */
  find(time: number): boolean;
}

/**
 * Whether bars of `timeframe` can be made of bars of `finer`. A session of the exchange has no whole number of most
 * lengths, so there the last bar of a session is cut short, and none is longer than a day.
 */
export function canResample(calendar: CalendarName, finer: number, timeframe: number): boolean {
  if (timeframe <= finer || timeframe % finer !== 0) return false;
  return calendar === '24x7' || MICROS_PER_DAY % timeframe === 0;
}

export function createBucketGrid(
  calendar: CalendarName,
  hours: TradingHours,
  finer: Timeframe,
  timeframe: Timeframe,
): BucketGrid {
  return calendar === '24x7' ? epochGrid(finer, timeframe) : sessionGrid(calendar, hours, finer, timeframe);
}

function epochGrid(finer: Timeframe, timeframe: Timeframe): BucketGrid {
  const grid: BucketGrid = {
    start: NaN,
    end: NaN,
    needs: NaN,
    find(time) {
      grid.start = time - (time % timeframe);
      grid.end = grid.start + timeframe;
      grid.needs = grid.end;
      return (time - grid.start) % finer === 0;
    },
  };
  return grid;
}

/**
 * From the finer bar in which the session opens: one that is stamped 09:00 for 09:30 to 10:00 begins the first longer
 * bar at 09:00, one stamped 09:30 at 09:30. The extended day is one session, from 04:00 on.
 */
function sessionGrid(name: CalendarName, hours: TradingHours, finer: Timeframe, timeframe: Timeframe): BucketGrid {
  const calendar = calendarOf(name, hours);
  const early = calendarOf(name, 'extended');

  function usualOpen(time: number, open: number): number {
    if (hours !== 'regular') return open;
    const day = early.sessionOverlapping(micros(time), micros(time + finer));
    return day === undefined ? open : Math.min(open, day.open + EARLY);
  }

  const grid: BucketGrid = {
    start: NaN,
    end: NaN,
    needs: NaN,
    find(time) {
      const session = calendar.sessionOverlapping(micros(time), micros(time + finer));
      if (session === undefined) return false;
      // A day that opened late has its daily bar from the usual hour on: it would reach into the next day's.
      const open = timeframe === MICROS_PER_DAY ? usualOpen(time, session.open) : session.open;
      const first = firstBarOf({ ...session, open: micros(open) }, time, finer);
      grid.start = time - ((time - first) % timeframe);
      grid.end = grid.start + timeframe;
      grid.needs = Math.min(grid.end, session.close);
      return true;
    },
  };
  return grid;
}
