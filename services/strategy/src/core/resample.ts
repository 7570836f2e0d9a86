// Longer bars out of the bars of the run, for strategies that look at several timeframes.
//
// A longer bar is shown right after the bar that completes it, and only when its first and its last bar were both there;
// bars missing in between are taken as they are. Around the clock the lengths are counted from the epoch. On an exchange
// they are counted from the bar in which the regular session opens and end with the session at the latest, a day being
// one session; bars outside the session belong to none.

import type { Payload } from '@tradingbot/contracts';
import { calendarOf, firstBarOf, MICROS_PER_DAY, micros, type CalendarName, type Timeframe } from '@tradingbot/domain';

/** A longer bar so far. Prices in units of the instrument. */
export interface LongBar {
  readonly length: Timeframe;
  start: number;
  /** 0: none is being made. */
  end: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

export const noLongBar = (length: Timeframe): LongBar => ({
  length,
  start: 0,
  end: 0,
  open: 0,
  high: 0,
  low: 0,
  close: 0,
  volume: 0,
});

/** Takes a bar in, and says whether it has completed the longer one. */
export function takeIn(long: LongBar, bar: Payload<'md.bar'>, calendar: CalendarName): boolean {
  const { openTime, timeframe } = bar;
  if (openTime >= long.end) {
    long.end = 0;
    if (!begin(long, openTime, timeframe, calendar)) return false;
    long.open = bar.open;
    long.high = bar.high;
    long.low = bar.low;
    long.volume = 0;
  }
  if (bar.high > long.high) long.high = bar.high;
  if (bar.low < long.low) long.low = bar.low;
  long.close = bar.close;
  long.volume += bar.volume;
  // The last bar of a session may reach beyond its close.
  return openTime + timeframe >= long.end;
}

/** From here on there are more shares at lower prices. */
export function rescale(long: LongBar, ratio: number): void {
  long.open /= ratio;
  long.high /= ratio;
  long.low /= ratio;
  long.close /= ratio;
  long.volume *= ratio;
}

/** Only a bar that opens where a longer one does begins one. */
function begin(long: LongBar, openTime: number, timeframe: Timeframe, calendar: CalendarName): boolean {
  const { length } = long;
  if (calendar === '24x7') {
    if (openTime % length !== 0) return false;
    long.start = openTime;
    long.end = openTime + length;
    return true;
  }
  const session = calendarOf(calendar).sessionOverlapping(micros(openTime), micros(openTime + timeframe));
  if (session === undefined) return false;
  const isDay = length === MICROS_PER_DAY;
  const since = openTime - firstBarOf(session, openTime, timeframe);
  if (isDay ? since !== 0 : since % length !== 0) return false;
  long.start = openTime;
  long.end = isDay ? session.close : Math.min(openTime + length, session.close);
  return true;
}
