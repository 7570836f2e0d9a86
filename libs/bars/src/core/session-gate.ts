// Lets through the bars that trading rules and the market's calendar know; those outside every session are counted.

import {
  calendarOf,
  formatMicros,
  InputError,
  micros,
  type Instrument,
  type Timeframe,
  type TradingHours,
  type TradingRules,
} from '@tradingbot/domain';
import { keepBars, type PlacedBars, type PlaceName } from './bar-chunk.ts';

/** Bars left out because no session overlaps them. */
export interface OutsideSession {
  count: number;
  /** The first of them, as text: `SPY 2021-01-01T14:00:00Z`; empty while there is none. */
  first: string;
}

export interface SessionGate {
  /** Drops bars outside sessions, in place. They are in time order. @throws InputError for a bar that rules or calendar do not reach */
  pass(bars: PlacedBars, placeName: PlaceName): void;
}

export function createSessionGate(
  { symbol, calendar: calendarName }: Instrument,
  timeframe: Timeframe,
  rules: readonly TradingRules[],
  outside: OutsideSession,
  hours: TradingHours = 'regular',
): SessionGate {
  const calendar = calendarOf(calendarName, hours);
  const { covers } = calendar;
  const firstRules = rules[0]?.from ?? Infinity;
  /** A look-up is saved while bars stay within the session found last. */
  let sessionOpen = Infinity;
  let sessionClose = -Infinity;

  function pass(bars: PlacedBars, placeName: PlaceName): void {
    const { openTime, place, length } = bars;
    if (length === 0) return;
    // Bars are in order: where the first and the last are known, all are.
    const first = openTime[0] as number;
    const last = openTime[length - 1] as number;
    const isKnown = first >= firstRules && first >= covers.from && last + timeframe <= covers.to;
    for (let row = 0; row < length && !isKnown; row++) {
      const time = openTime[row] as number;
      if (time < firstRules) refuseRules(placeName(place[row] as number), time);
      if (time < covers.from || time + timeframe > covers.to) refuseCalendar(placeName(place[row] as number), time);
    }
    if (calendarName !== '24x7') keepBars(bars, (row) => inSession(openTime[row] as number));
  }

  function inSession(time: number): boolean {
    const end = time + timeframe;
    if (time >= sessionOpen && time < sessionClose) return true;
    const session = calendar.sessionOverlapping(micros(time), micros(end));
    if (session !== undefined) {
      sessionOpen = session.open;
      sessionClose = session.close;
      return true;
    }
    if (outside.count === 0) outside.first = `${symbol} ${formatMicros(time)}`;
    outside.count += 1;
    return false;
  }

  function refuseRules(where: string, time: number): never {
    const known = firstRules === Infinity ? 'there are none' : `the first are of ${formatMicros(firstRules)}`;
    throw new InputError(
      where,
      `no trading rules of ${symbol} are in force at ${formatMicros(time)}, ${known}`,
      `start later with data.from, or add rules under instruments.${symbol}.rules`,
    );
  }

  function refuseCalendar(where: string, time: number): never {
    throw new InputError(
      where,
      `the ${calendarName} calendar knows ${formatMicros(covers.from)} to ${formatMicros(covers.to)}, ` +
        `not the ${symbol} bar of ${formatMicros(time)}`,
      'narrow the range with data.from and data.to',
    );
  }

  return { pass };
}
