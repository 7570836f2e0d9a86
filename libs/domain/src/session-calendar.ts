// What a calendar answers: when a market is open. Each market's own calendar implements it.

import type { CalendarName } from './instrument.ts';
import type { Micros } from './micros.ts';

/** One trading session, half-open: `open ≤ t < close`. `day` is the local trading date as a day number. */
export interface Session {
  readonly day: number;
  readonly open: Micros;
  readonly close: Micros;
}

export interface SessionCalendar {
  readonly name: CalendarName;
  /** The time for which this calendar knows the truth, half-open: `from ≤ t < to`. */
  readonly covers: { readonly from: Micros; readonly to: Micros };
  /** Trading days in a year, for annualising. */
  readonly daysPerYear: number;
  /**
   * The session that overlaps `[start, end)`; the first when several do; `undefined` when none does.
   * The interval is not empty and lies within `covers`: loaders refuse a user's data that does not.
   */
  sessionOverlapping(start: Micros, end: Micros): Session | undefined;
}
