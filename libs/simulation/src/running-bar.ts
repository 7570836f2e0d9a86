// The bar that an instrument is in: one object per instrument, written over by every bar.
// Plain fields, because each `md.open` of a run writes them.

import type { Payload } from '@tradingbot/contracts';
import { micros, price, timeframe, type Micros, type Price, type Timeframe } from '@tradingbot/domain';

export interface RunningBar {
  openTime: Micros;
  timeframe: Timeframe;
  open: Price;
  high: Price;
  low: Price;
  close: Price;
  /** In the base asset. Of a bar that is not known, the volume of the bar before. */
  volume: number;
  /** Whether high, low, close and volume are those of this bar. */
  known: boolean;
  /** What its fills have taken so far, as a quantity. */
  used: number;
  /** Prices at `path.openTime + step`, `+ 2 × step` …; of this bar when the times agree. */
  path: readonly Price[];
  pathOpenTime: Micros;
  pathStep: Timeframe;
}

export const noBarYet = (): RunningBar => ({
  openTime: micros(-1),
  timeframe: timeframe(0),
  open: price(0),
  high: price(0),
  low: price(0),
  close: price(0),
  volume: 0,
  known: false,
  used: 0,
  path: [],
  pathOpenTime: micros(-1),
  pathStep: timeframe(0),
});

export function openBar(bar: RunningBar, opened: Payload<'md.open'>): void {
  bar.openTime = opened.openTime;
  bar.timeframe = opened.timeframe;
  bar.open = opened.open;
  bar.high = opened.high;
  bar.low = opened.low;
  bar.close = opened.close;
  bar.known = opened.barKnown;
  if (opened.barKnown) bar.volume = opened.volume;
  bar.used = 0;
}

/** What nobody knew of the bar before it closed. */
export function closeBar(bar: RunningBar, closed: Payload<'md.bar'>): void {
  bar.high = closed.high;
  bar.low = closed.low;
  bar.close = closed.close;
  bar.volume = closed.volume;
  bar.known = true;
}

export function takePath(bar: RunningBar, path: Payload<'md.path'>): void {
  bar.path = path.prices;
  bar.pathOpenTime = path.openTime;
  bar.pathStep = path.step;
}

export const closeTimeOf = (bar: RunningBar): Micros => micros(bar.openTime + bar.timeframe);

/** Whether this bar runs at `time`; before the first one none does. */
export const runsAt = (bar: RunningBar, time: Micros): boolean =>
  bar.timeframe > 0 && time >= bar.openTime && time < bar.openTime + bar.timeframe;

export const hasPath = (bar: RunningBar): boolean => bar.path.length > 0 && bar.pathOpenTime === bar.openTime;
