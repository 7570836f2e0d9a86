// A generated market in the shape of a bar series, but synchronous: nothing is waited for.

import type { InstrumentIndex, Timeframe } from '@tradingbot/domain';
import type { BarChunk } from '../bar-series.ts';
import { generateBars, type GeneratorOptions } from './generate-bars.ts';

/** Like `BarSeries`; every call of `chunks` begins at the first bar again. */
export interface GeneratedSeries {
  readonly instrument: InstrumentIndex;
  readonly timeframe: Timeframe;
  chunks(): Iterable<BarChunk>;
}

export const generatedSeries = (instrument: InstrumentIndex, options: GeneratorOptions): GeneratedSeries => ({
  instrument,
  timeframe: options.timeframe,
  chunks: () => generateBars(options),
});
