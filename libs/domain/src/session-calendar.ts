// What a calendar answers: when a market is open. Each market's own calendar implements it.

import type { CalendarName } from './instrument.ts';
import type { Micros } from './micros.ts';

/** One trading session, half-open: `open ≤ t < close`. `day` is the local trading date as a day number. */
export interface Session {
  readonly day: number;
  readonly open: Micros;
  readonly close: Micros;
}

/**
 * Which part of a trading day a calendar speaks of. `extended` is all of it from the first pre-market trade to the last
 * after hours, as one session. A market that never closes has no such parts: it answers the same to each.
 */
export type TradingHours = 'regular' | 'extended' | 'pre' | 'post';

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
  /** When a day, given by its number, begins at the market. */
  midnight(day: number): Micros;
}

/**
 * When that bar opens in which a session does, on the grid of another bar of it: files stamp the bar of 09:30 to 10:00
 * with 09:00 or with 09:30.
 * @param length of the bars, in microseconds
 */
export const firstBarOf = (session: Session, openTime: number, length: number): number =>
  openTime - Math.ceil((openTime - session.open) / length) * length;
