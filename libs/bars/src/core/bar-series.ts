// Bars in columns: what every reader and generator gives, and what the timeline merges.

import type { InstrumentIndex, Timeframe } from '@tradingbot/domain';

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
}

/** The bars of one instrument at one timeframe, in time order. */
export interface BarSeries {
  readonly instrument: InstrumentIndex;
  readonly timeframe: Timeframe;
  chunks(): AsyncIterable<BarChunk>;
}
