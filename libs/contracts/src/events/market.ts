// Market data facts. A bar is two facts: `md.open` when it opens, `md.bar` when it closes.

import { defineEvent } from '../define-event.ts';
import { barLength, count, flag, instant, instrument, measurement, money, price, prices, qty } from '../fields.ts';

/**
 * The rules for order prices and sizes in force from this event on. `maxQty` 0 is no limit; an order's price must lie
 * within `bandDown` and `bandUp` times the last price, 0 is no band.
 */
export const MdInstrument = defineEvent({
  event: 'md.instrument',
  version: 2,
  instrument: instrument(),
  tick: price(),
  lot: qty(),
  minQty: qty(),
  maxQty: qty(),
  minNotional: money(),
  bandDown: measurement(),
  bandUp: measurement(),
});

/**
 * The first price of a bar, known at its open time. A file or a generator already knows the whole bar, a live stream
 * does not (`barKnown` false: high, low and close then repeat `open`, and `volume` is 0). What lies ahead is for the
 * simulated venue alone, which has to know what the market does while the bar runs; no other core may read this event
 * (ADR 0012).
 */
export const MdOpen = defineEvent({
  event: 'md.open',
  version: 2,
  instrument: instrument(),
  timeframe: barLength(),
  openTime: instant(),
  open: price(),
  barKnown: flag(),
  high: price(),
  low: price(),
  close: price(),
  volume: measurement(),
});

/**
 * The way a price takes inside the bar that opens at `openTime`: the price at `openTime + step`, `openTime + 2 × step`
 * and so on. Comes right before that bar's `md.open`, from finer bars, and like it is for the simulated venue alone.
 */
export const MdPath = defineEvent({
  event: 'md.path',
  version: 1,
  instrument: instrument(),
  openTime: instant(),
  step: barLength(),
  prices: prices(),
});

/** A closed bar; its time is its close time, `openTime + timeframe`. `volume` is in the base asset. */
export const MdBar = defineEvent({
  event: 'md.bar',
  version: 1,
  instrument: instrument(),
  timeframe: barLength(),
  openTime: instant(),
  open: price(),
  high: price(),
  low: price(),
  close: price(),
  volume: measurement(),
});

/** From now on there are `numerator` shares for every `denominator` of before. Comes before the open of the ex-date. */
export const MdSplit = defineEvent({
  event: 'md.split',
  version: 1,
  instrument: instrument(),
  numerator: count(),
  denominator: count(),
});

/** Whoever holds a share now is paid `perShare`, in the account's currency. Comes before the open of the ex-date. */
export const MdDividend = defineEvent({
  event: 'md.dividend',
  version: 1,
  instrument: instrument(),
  perShare: money(),
});
