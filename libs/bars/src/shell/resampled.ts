// Series of longer bars, and of bars with the path inside them, made while finer ones are read.

import { formatTimeframe, InputError, type Instrument, type Timeframe, type TradingHours } from '@tradingbot/domain';
import type { BarChunk, BarPath } from '../core/bar-series.ts';
import { createBucketGrid } from '../core/resample/bucket-grid.ts';
import { createPathJoin } from '../core/resample/join-path.ts';
import { createPath, createResampler, type Resampling } from '../core/resample/resampler.ts';

export interface ResampleOptions {
  readonly calendar: Instrument['calendar'];
  /** Of the sessions that bars are counted from. */
  readonly hours: TradingHours;
  readonly finer: Timeframe;
  readonly timeframe: Timeframe;
  /** Whether the closes of the finer bars are kept as the path. */
  readonly withPath: boolean;
}

/** @throws InputError for a bar that lies in no longer one */
export async function* resampled(
  finer: AsyncIterable<BarChunk> | Iterable<BarChunk>,
  options: ResampleOptions,
  tally: Resampling,
): AsyncGenerator<BarChunk> {
  tally.incomplete = tally.withGaps = 0;
  const grid = createBucketGrid(options.calendar, options.hours, options.finer, options.timeframe);
  const { out, take, end } = createResampler(options, grid, tally);
  let made = 0;
  for await (const chunk of finer) {
    let row = take(chunk, 0);
    while (row < chunk.length) {
      made += out.length;
      yield out;
      out.length = 0;
      row = take(chunk, row);
    }
  }
  end();
  if (out.length > 0) yield out;
  else if (made === 0) refuseShortData(tally);
}

/** The same bars with the closes of `finer` inside them. A bar in which none lies has no path. */
export async function* withReference(
  bars: AsyncIterable<BarChunk>,
  finer: AsyncIterable<BarChunk>,
  { timeframe, step }: { readonly timeframe: Timeframe; readonly step: Timeframe },
): AsyncGenerator<BarChunk> {
  const perBar = timeframe / step;
  const { join, hold } = createPathJoin(timeframe);
  const source = finer[Symbol.asyncIterator]();
  let path: BarPath | undefined;
  try {
    for await (const chunk of bars) {
      if (path === undefined || path.known.length < chunk.openTime.length) {
        path = createPath(chunk.openTime.length, step, perBar);
      }
      for (let row = join(chunk, path, 0); row < chunk.length; row = join(chunk, path, row)) {
        const next = await source.next();
        hold(next.done === true ? undefined : next.value);
      }
      yield withPath(chunk, path);
    }
  } finally {
    await source.return?.();
  }
}

/** A view: the columns stay those of the reader. */
const withPath = ({ length, openTime, open, high, low, close, volume }: BarChunk, path: BarPath): BarChunk => ({
  length,
  openTime,
  open,
  high,
  low,
  close,
  volume,
  path,
});

function refuseShortData({ symbol, from, to }: Resampling): never {
  const longer = formatTimeframe(to);
  const what = `the ${formatTimeframe(from)} bars of ${symbol} make no whole ${longer} bar`;
  throw new InputError('data.timeframe', what, `widen data.from and data.to, or ask for less than ${longer}`);
}
