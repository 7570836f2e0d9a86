// When a market has bars, and how much of its day each one holds.
// Stamped as venues stamp them: on the grid of the timeframe, even when trading begins within the bar.

import {
  calendarOf,
  InputError,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  micros,
  type CalendarName,
  type Micros,
  type Timeframe,
} from '@tradingbot/domain';

/** Where a bar stands. The object is reused for the next one. */
export interface BarSlot {
  /** Microseconds; the first bar of a New York session is stamped 09:00 and covers 09:30–10:00. */
  openTime: number;
  /** Trading time in this bar as a share of that of a regular day. */
  trading: number;
  /** Market time in this bar, in days: prices move on it. */
  days: number;
  /** Market time between the bar before and this one, in days: a night, in which the price moves unseen. */
  nightDays: number;
}

/** The trading time of a regular day. */
const TRADING_TIME: Readonly<Record<CalendarName, number>> = {
  '24x7': MICROS_PER_DAY,
  NYSE: 6 * MICROS_PER_HOUR + 30 * MICROS_PER_MINUTE,
};

/**
 * The share of a day's variance that falls between close and open. About a fifth for US shares, a weekend hardly more
 * than a night (K. French and R. Roll, "Stock return variances", 1986).
 */
const NIGHT: Readonly<Record<CalendarName, number>> = { '24x7': 0, NYSE: 0.2 };

/**
 * Every bar that opens in `[from, to)` and overlaps trading.
 * @throws InputError when the calendar does not know all of the range, or a bar does not fit into a day
 */
export function* barSlots(name: CalendarName, timeframe: Timeframe, from: Micros, to: Micros): Generator<BarSlot> {
  const calendar = calendarOf(name);
  if (MICROS_PER_DAY % timeframe !== 0) throw new InputError('generator: timeframe', 'a day is no whole number of it');
  if (from < calendar.covers.from || to + timeframe > calendar.covers.to) {
    throw new InputError('generator: from, to', `the calendar ${name} does not cover this time`);
  }
  const night = NIGHT[name];
  const slot: BarSlot = { openTime: 0, trading: 0, days: 0, nightDays: 0 };
  let lastDay: number | undefined;
  let openTime = Math.ceil(from / timeframe) * timeframe;
  while (openTime < to) {
    const session = calendar.sessionOverlapping(micros(openTime), micros(openTime + timeframe));
    if (session !== undefined) {
      const traded = Math.min(openTime + timeframe, session.close) - Math.max(openTime, session.open);
      slot.openTime = openTime;
      slot.trading = traded / TRADING_TIME[name];
      slot.days = slot.trading * (1 - night);
      slot.nightDays = lastDay !== undefined && session.day !== lastDay ? night : 0;
      lastDay = session.day;
      yield slot;
    }
    openTime += timeframe;
  }
}
