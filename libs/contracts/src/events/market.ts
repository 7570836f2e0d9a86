// Market data facts. A bar is two facts: `md.open` when it opens, `md.bar` when it closes.

import { defineEvent } from '../define-event.ts';
import { barLength, flag, instant, instrument, measurement, money, price, qty } from '../fields.ts';

/** The rules for order prices and sizes in force from this event on. */
export const MdInstrument = defineEvent('md.instrument', 1, {
  instrument: instrument(),
  tick: price(),
  lot: qty(),
  minQty: qty(),
  minNotional: money(),
});

/**
 * The first price of a bar, known at its open time. A file or a generator already knows the range in which the bar
 * will trade, a live stream does not (`rangeKnown` false, both ends then repeat `open`). The range is for the simulated
 * venue alone, which must not fill at a price that never traded; no other core may read this event (ADR 0012).
 */
export const MdOpen = defineEvent('md.open', 1, {
  instrument: instrument(),
  timeframe: barLength(),
  openTime: instant(),
  open: price(),
  rangeKnown: flag(),
  rangeLow: price(),
  rangeHigh: price(),
});

/** A closed bar; its time is its close time, `openTime + timeframe`. `volume` is in the base asset. */
export const MdBar = defineEvent('md.bar', 1, {
  instrument: instrument(),
  timeframe: barLength(),
  openTime: instant(),
  open: price(),
  high: price(),
  low: price(),
  close: price(),
  volume: measurement(),
});
