// When entries are not taken: windows of the day, minutes around funding, stated spans, and hours when a market is shut.
// A reduction is never refused by any of these.

import {
  calendarOf,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  micros,
  utcDay,
  type CalendarName,
  type InstrumentIndex,
  type Micros,
} from '@tradingbot/domain';

export interface NoTradeSettings {
  /** Minutes of the UTC day, half-open; an end that is not after its start lies on the next day. */
  readonly dailyUtc: readonly { readonly startMinute: number; readonly endMinute: number }[];
  /** No entry this many minutes before and after 00:00, 08:00 and 16:00 UTC, both ends included; 0 = off. */
  readonly fundingBufferMinutes: number;
  /** Both ends included; instrument −1 is every instrument. */
  readonly custom: readonly {
    readonly start: Micros;
    readonly end: Micros;
    readonly instrument: InstrumentIndex | -1;
  }[];
  /** Instruments of an exchange: entries are refused on bars before and after the regular session. */
  readonly regularSessionOnly: boolean;
}

export const ALWAYS_TRADE: NoTradeSettings = {
  dailyUtc: [],
  fundingBufferMinutes: 0,
  custom: [],
  regularSessionOnly: false,
};

/** The first instant at which an entry may be taken again; `undefined` when it may be taken at `time`. */
export function blockedUntil(settings: NoTradeSettings, instrument: InstrumentIndex, time: Micros): Micros | undefined {
  if (takesAlways(settings)) return undefined;
  let until: number = time;
  // Windows may touch or overlap, so that the end of one lies inside another: each is asked until none objects.
  for (let before = -1; before !== until && until < time + LONGEST_BLOCK;) {
    before = until;
    for (const window of settings.dailyUtc) until = Math.max(until, endOfDaily(window, until));
    until = Math.max(until, endOfFunding(settings.fundingBufferMinutes, until));
    for (const span of settings.custom) {
      const meant = span.instrument === -1 || span.instrument === instrument;
      if (meant && span.start <= until && until <= span.end) until = span.end + 1;
    }
  }
  return until === time ? undefined : micros(until);
}

/** As most accounts do: asked at each entry. */
const takesAlways = ({ dailyUtc, fundingBufferMinutes, custom }: NoTradeSettings): boolean =>
  dailyUtc.length === 0 && fundingBufferMinutes <= 0 && custom.length === 0;

/**
 * When the regular session opens next; `undefined` when an entry may be decided at `time`: the market is open then, or
 * the bar decided on ran inside a session, so that the order waits for the next open like any other.
 */
export function closedUntil(calendar: CalendarName, lastBarOpen: Micros, time: Micros): Micros | undefined {
  const { covers, sessionOverlapping } = calendarOf(calendar);
  const from = micros(Math.min(lastBarOpen, time));
  if (from < covers.from || time + LONGEST_BREAK >= covers.to) return undefined;
  if (sessionOverlapping(from, micros(time + 1)) !== undefined) return undefined;
  return sessionOverlapping(time, micros(time + LONGEST_BREAK))?.open;
}

/** No exchange in the calendars has been shut for longer. */
const LONGEST_BREAK = 10 * MICROS_PER_DAY;
/** Windows that leave no gap for so long are told with this end. */
const LONGEST_BLOCK = 366 * MICROS_PER_DAY;
const FUNDING_INTERVAL = 8 * MICROS_PER_HOUR;

function endOfDaily({ startMinute, endMinute }: NoTradeSettings['dailyUtc'][number], time: number): number {
  const midnight = utcDay(time) * MICROS_PER_DAY;
  const start = midnight + startMinute * MICROS_PER_MINUTE;
  const end = midnight + endMinute * MICROS_PER_MINUTE;
  if (startMinute < endMinute) return start <= time && time < end ? end : time;
  if (time < end) return end;
  return time >= start ? end + MICROS_PER_DAY : time;
}

function endOfFunding(bufferMinutes: number, time: number): number {
  if (bufferMinutes <= 0) return time;
  const buffer = bufferMinutes * MICROS_PER_MINUTE;
  const mark = Math.floor((time + buffer) / FUNDING_INTERVAL) * FUNDING_INTERVAL;
  return time <= mark + buffer ? mark + buffer + 1 : time;
}
