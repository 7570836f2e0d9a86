// Held bars in part: a range of time, what had opened before a moment, and a future that is not the one that came.

import type { HeldBars, HeldSeries } from '@tradingbot/bars/files';

type Column = 'openTime' | 'open' | 'high' | 'low' | 'close' | 'volume';
const COLUMNS: readonly Column[] = ['openTime', 'open', 'high', 'low', 'close', 'volume'];
const PRICES: readonly Column[] = ['open', 'high', 'low', 'close'];

/** Bars by open time, in microseconds; `to` is exclusive. */
export interface BarRange {
  readonly from: number;
  readonly to: number;
}

/** The bars that open in `range`, and up to `lead` bars of each series before it. Nothing is copied. */
export function rangeOf(held: HeldSeries, { from, to }: BarRange, lead = 0): HeldSeries {
  return {
    ...held,
    series: held.series.map((bars) => slice(bars, Math.max(0, firstFrom(bars, from) - lead), firstFrom(bars, to))),
  };
}

/** The bars that have opened before `cut`: nobody who is honest needs more to decide anything until then. */
export const cutBars = (held: HeldSeries, cut: number): HeldSeries => rangeOf(held, { from: -Infinity, to: cut });

/**
 * The same bars, but those that open at `cut` or later come in another order and at other prices. A bar that is open at
 * the cut stays as it is: the venue fills by it, and what it fills before the cut is not the strategy's doing.
 */
export function perturbBars(held: HeldSeries, cut: number): HeldSeries {
  return { ...held, series: held.series.map((bars) => perturbed(bars, firstFrom(bars, cut))) };
}

function perturbed(bars: HeldBars, start: number): HeldBars {
  const copy = { ...bars };
  const { length } = bars;
  for (const name of COLUMNS) {
    const column = new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
    column.set(bars[name]);
    copy[name] = column;
  }
  for (let row = start; row < length; row++) {
    // Backward, so that what rose falls; times stay, for the calendar is no secret.
    const source = start + length - 1 - row;
    for (const name of PRICES) copy[name][row] = Math.max(1, Math.round((bars[name][source] as number) * FACTOR));
    copy.volume[row] = bars.volume[source] as number;
  }
  if (bars.path !== undefined) {
    const known = new Uint8Array(new SharedArrayBuffer(length));
    // What happened inside the bars that came is of no use to others.
    known.set(bars.path.known.subarray(0, start));
    copy.path = { ...bars.path, known };
  }
  return copy;
}

const FACTOR = 1.37;

/** The first row that opens at or after `time`. */
export function firstFrom({ openTime, length }: HeldBars, time: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((openTime[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function slice(bars: HeldBars, from: number, to: number): HeldBars {
  const end = Math.max(from, to);
  const part = { ...bars, length: end - from };
  for (const name of COLUMNS) part[name] = bars[name].subarray(from, end);
  if (bars.path !== undefined) {
    const { perBar, prices, known } = bars.path;
    part.path = {
      ...bars.path,
      prices: prices.subarray(from * perBar, end * perBar),
      known: known.subarray(from, end),
    };
  }
  // What a company did before the first bar of the part concerns nobody who holds nothing yet.
  const before = bars.openTime[from - 1] ?? -Infinity;
  const last = bars.openTime[end - 1] ?? -Infinity;
  part.actions = bars.actions?.filter(({ from: at }) => at > before && at <= last);
  return part;
}
