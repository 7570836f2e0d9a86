// Bars in columns: what every reader and generator gives, and what the timeline merges.

import type { InstrumentIndex, Timeframe } from '@tradingbot/domain';
import type { CorporateAction } from './actions/corporate-action.ts';

/**
 * Up to `length` bars in columns: times in microseconds, prices as integers at the instrument's price scale,
 * volume in the base asset. A reader may reuse the arrays after the next chunk is asked for.
 */
export interface BarChunk {
  length: number;
  readonly openTime: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /** What the price does inside these bars, where finer ones say so. */
  readonly path?: BarPath;
}

/** The prices inside bars: closes of finer bars, `perBar` of them for each row, at `openTime + step`, `+ 2 × step`, … */
export interface BarPath {
  readonly step: Timeframe;
  readonly perBar: number;
  /** Row after row. Where a finer bar is missing, the price before it stays. */
  readonly prices: Float64Array;
  /** 1 for a row whose path is known, else 0. */
  readonly known: Uint8Array;
}

/** The bars of one instrument at one timeframe, in time order. */
export interface BarSeries {
  readonly instrument: InstrumentIndex;
  readonly timeframe: Timeframe;
  /** In time order; none when left out. */
  readonly actions?: readonly CorporateAction[];
  chunks(): AsyncIterable<BarChunk>;
}
