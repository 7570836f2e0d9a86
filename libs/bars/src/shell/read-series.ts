// Reads the files of one series: checked against rules and calendar, in time order, gaps counted.

import { InputError, type Instrument, type TradingRules } from '@tradingbot/domain';
import type { CorporateAction } from '../core/actions/corporate-action.ts';
import { createBarCheck } from '../core/bar-check.ts';
import type { PlaceName } from '../core/bar-chunk.ts';
import type { BarFile } from '../core/bar-file.ts';
import { createGapWatch, type BarGaps } from '../core/bar-gaps.ts';
import type { BarChunk } from '../core/bar-series.ts';
import { refuseEmptyRange, type Choice, type Range } from '../core/choose-spans.ts';
import { createJumpWatch, noJumps, type PriceJumps } from '../core/price-jumps.ts';
import { createSessionGate, type OutsideSession } from '../core/session-gate.ts';
import type { BarCache } from './cache/bar-cache.ts';
import { readBars } from './cache/cached-bars.ts';

export interface SeriesRequest {
  readonly instrument: Instrument;
  /** Oldest first. */
  readonly rules: readonly TradingRules[];
  readonly range: Range;
  readonly session: 'regular' | 'extended';
  readonly cache: BarCache | undefined;
  /** Counted on as bars are read. */
  readonly outside: OutsideSession;
  /** Counted anew. */
  readonly gaps: BarGaps;
  /** Counted anew; `undefined` where nothing splits. */
  readonly jumps: PriceJumps | undefined;
  readonly actions: readonly CorporateAction[];
}

/** @throws InputError for the first bar that cannot be true, and when there are none */
export async function* readSeries(
  { timeframe, parts, covered }: Choice,
  { instrument, rules, range, session, cache, outside, gaps, jumps, actions }: SeriesRequest,
): AsyncGenerator<BarChunk> {
  const { symbol, priceScale, calendar } = instrument;
  const check = createBarCheck({ symbol, timeframe, priceScale });
  const gate = createSessionGate(instrument, timeframe, rules, outside, session);
  Object.assign(gaps, { count: 0, missingBars: 0, first: [], longest: undefined });
  const watch = createGapWatch(calendar, gaps);
  if (jumps !== undefined) Object.assign(jumps, noJumps(symbol));
  const jumpWatch = jumps === undefined ? undefined : createJumpWatch(actions, jumps);
  let read = 0;
  let passed = 0;
  for (const { file } of parts) {
    const placeName = placesOf(file);
    for await (const bars of readBars(cache, file, { symbol, priceScale, ...range })) {
      read += bars.length;
      check.check(bars, placeName);
      gate.pass(bars, placeName);
      watch.see(bars);
      jumpWatch?.see(bars);
      passed += bars.length;
      if (bars.length > 0) yield bars;
    }
  }
  if (read === 0) refuseEmptyRange(symbol, range, covered);
  if (passed === 0)
    throw new InputError('data.paths', `all ${read} bars of ${symbol} lie outside ${calendar} sessions`);
}

function placesOf({ path, format }: BarFile): PlaceName {
  return format === 'csv' ? (line) => `${path}:${line}` : (row) => `${path} row ${row}`;
}
