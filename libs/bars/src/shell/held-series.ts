// A series kept whole in memory that threads can share: read and checked once, played as often as wanted.

import type { InstrumentIndex, Timeframe } from '@tradingbot/domain';
import type { CorporateAction } from '../core/actions/corporate-action.ts';
import type { BarChunk, BarPath, BarSeries } from '../core/bar-series.ts';
import { BAR_COLUMN_NAMES, CHUNK_CAPACITY, type BarColumnName } from '../core/bar-chunk.ts';

/** All bars of some series in shared memory. Plain data: it may be posted to a worker, which copies nothing. */
export interface HeldSeries {
  readonly series: readonly HeldBars[];
}

/** One series: columns as in `BarChunk`, `length` rows each. */
export interface HeldBars extends Readonly<Record<BarColumnName, Float64Array<SharedArrayBuffer>>> {
  readonly instrument: InstrumentIndex;
  readonly timeframe: Timeframe;
  readonly length: number;
  readonly actions: readonly CorporateAction[] | undefined;
  readonly path: HeldPath | undefined;
}

/** As `BarPath`, of all bars. */
export interface HeldPath {
  readonly step: Timeframe;
  readonly perBar: number;
  readonly prices: Float64Array<SharedArrayBuffer>;
  readonly known: Uint8Array<SharedArrayBuffer>;
}

/**
 * Reads all of `series`, one after the other. Takes 48 bytes of memory for each bar, and 8 for each price of a path.
 * @throws InputError for a bar that cannot be true
 */
export async function holdSeries(series: readonly BarSeries[]): Promise<HeldSeries> {
  const held: HeldBars[] = [];
  for (const one of series) held.push(await hold(one));
  return { series: held };
}

/** The held bars as series: each may be played many times, and by several players at once. Nothing is copied. */
export function seriesOfHeld(held: HeldSeries): BarSeries[] {
  return held.series.map((bars): BarSeries => {
    const { instrument, timeframe, actions } = bars;
    return {
      instrument,
      timeframe,
      ...(actions === undefined ? {} : { actions }),
      async *chunks() {
        for (let from = 0; from < bars.length; from += CHUNK_CAPACITY) {
          yield viewOf(bars, from, Math.min(from + CHUNK_CAPACITY, bars.length));
        }
      },
    };
  });
}

function viewOf(bars: HeldBars, from: number, to: number): BarChunk {
  const chunk: BarChunk = {
    length: to - from,
    openTime: bars.openTime.subarray(from, to),
    open: bars.open.subarray(from, to),
    high: bars.high.subarray(from, to),
    low: bars.low.subarray(from, to),
    close: bars.close.subarray(from, to),
    volume: bars.volume.subarray(from, to),
  };
  if (bars.path === undefined) return chunk;
  const { step, perBar, prices, known } = bars.path;
  const path = { step, perBar, prices: prices.subarray(from * perBar, to * perBar), known: known.subarray(from, to) };
  return { ...chunk, path };
}

async function hold({ instrument, timeframe, actions, chunks }: BarSeries): Promise<HeldBars> {
  let columns = sharedColumns(CHUNK_CAPACITY);
  let length = 0;
  const paths: BarPath[] = [];
  for await (const chunk of chunks()) {
    const { length: capacity } = columns.openTime;
    if (length + chunk.length > capacity) {
      columns = moved(columns, length, sharedColumns(Math.max(2 * capacity, length + chunk.length)));
    }
    for (const name of BAR_COLUMN_NAMES) columns[name].set(chunk[name].subarray(0, chunk.length), length);
    if (chunk.path !== undefined) paths.push(copyOf(chunk.path, chunk.length));
    length += chunk.length;
  }
  const whole = moved(columns, length, sharedColumns(length));
  return { ...whole, instrument, timeframe, length, actions, path: together(paths, length) };
}

type SharedColumns = Record<BarColumnName, Float64Array<SharedArrayBuffer>>;

const column = (rows: number): Float64Array<SharedArrayBuffer> =>
  new Float64Array(new SharedArrayBuffer(rows * Float64Array.BYTES_PER_ELEMENT));

const sharedColumns = (rows: number): SharedColumns => ({
  openTime: column(rows),
  open: column(rows),
  high: column(rows),
  low: column(rows),
  close: column(rows),
  volume: column(rows),
});

function moved(from: SharedColumns, length: number, to: SharedColumns): SharedColumns {
  for (const name of BAR_COLUMN_NAMES) to[name].set(from[name].subarray(0, length));
  return to;
}

const copyOf = ({ step, perBar, prices, known }: BarPath, rows: number): BarPath => ({
  step,
  perBar,
  prices: prices.slice(0, rows * perBar),
  known: known.slice(0, rows),
});

function together(paths: readonly BarPath[], rows: number): HeldPath | undefined {
  const [first] = paths;
  if (first === undefined) return undefined;
  const { step, perBar } = first;
  const held: HeldPath = {
    step,
    perBar,
    prices: column(rows * perBar),
    known: new Uint8Array(new SharedArrayBuffer(rows)),
  };
  let at = 0;
  for (const { prices, known } of paths) {
    held.prices.set(prices, at * perBar);
    held.known.set(known, at);
    at += known.length;
  }
  return held;
}
