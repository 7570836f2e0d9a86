// Opens surveyed files as series, one per symbol: chosen, checked against rules and calendar, in time order.

import {
  formatTimeframe,
  InputError,
  instrumentIndex,
  type Instrument,
  type MarketSymbol,
  type Micros,
  type Timeframe,
  type TradingRules,
} from '@tradingbot/domain';
import { noGaps, type BarGaps } from '../core/bar-gaps.ts';
import type { BarFile } from '../core/bar-file.ts';
import type { BarSeries } from '../core/bar-series.ts';
import { chooseSpans, type Choice, type Part, type Range } from '../core/choose-spans.ts';
import type { CorporateAction } from '../core/actions/corporate-action.ts';
import { noJumps, type PriceJumps } from '../core/price-jumps.ts';
import { canResample } from '../core/resample/bucket-grid.ts';
import type { Resampling } from '../core/resample/resampler.ts';
import type { OutsideSession } from '../core/session-gate.ts';
import type { BarCache } from './cache/bar-cache.ts';
import { nearestName } from './nearest-name.ts';
import { readSeries, type SeriesRequest } from './read-series.ts';
import { resampled, withReference } from './resampled.ts';

export interface BarsRequest {
  readonly files: readonly BarFile[];
  /** Holds every symbol; a series carries the instrument's position in it. */
  readonly catalog: { readonly instruments: readonly Instrument[] };
  /** Per instrument, oldest first. */
  readonly rules: readonly (readonly TradingRules[])[];
  readonly symbols: readonly MarketSymbol[];
  /** Bars whose open time is at or after this. */
  readonly from: Micros | undefined;
  /** Bars whose open time is before this. */
  readonly to: Micros | undefined;
  /** That of the files when left out. Longer ones are made of those of the files. */
  readonly timeframe: Timeframe | undefined;
  /** Which bars of a market with a night are let through; `regular` when left out. */
  readonly session?: 'regular' | 'extended' | undefined;
  /** Whether series say what the price does inside their bars, as far as finer bars tell. */
  readonly withPath?: boolean | undefined;
  /** Files of finer bars, for the paths alone. */
  readonly references?: readonly BarFile[] | undefined;
  /** By symbol, each in time order. */
  readonly actions?: ReadonlyMap<string, readonly CorporateAction[]> | undefined;
  /** Symbols of actions that are not among `symbols`. */
  readonly otherActions?: readonly string[] | undefined;
  /** Where bars that were read are kept; nowhere when left out. */
  readonly cache?: BarCache | undefined;
}

export interface OpenedBars {
  /** In the order of the symbols. */
  readonly series: readonly BarSeries[];
  /** How many bars all series hold, those outside sessions included; `undefined` when a range cuts through a file. */
  readonly totalBars: number | undefined;
  /** Filled as bars are read. */
  readonly outsideSession: Readonly<OutsideSession>;
  /** In the order of the series; filled as bars are read. */
  readonly gaps: readonly Readonly<BarGaps>[];
  /** Of stocks, in the order of their series: opens that look like a split which nobody has stated; filled likewise. */
  readonly jumps: readonly Readonly<PriceJumps>[];
  /** Symbols of corporate actions that no series has. */
  readonly otherActions: readonly string[];
  /** Of the series that are made of finer bars; filled as they are read. */
  readonly resampled: readonly Readonly<Resampling>[];
}

/**
 * Chooses what to read; the bars themselves are read, and checked, as the series are played. Bars outside the range
 * are passed over unread. A file of several symbols is read once per symbol: that costs time, and saves the memory
 * that keeping one symbol's bars while another's are wanted would take.
 * @throws InputError when a symbol, bar length or range is not in the files
 */
export async function openBars(request: BarsRequest): Promise<OpenedBars> {
  const { symbols } = request;
  const outsideSession: OutsideSession = { count: 0, first: '' };
  const opened = symbols.map((symbol) => openSeries(request, symbol, outsideSession));
  const counts = opened.map(({ bars }) => bars);
  const known = counts.filter((count) => count !== undefined);
  const totalBars = known.length === counts.length ? known.reduce((sum, count) => sum + count, 0) : undefined;
  return {
    series: opened.map(({ series }) => series),
    totalBars,
    outsideSession,
    gaps: opened.map(({ gaps }) => gaps),
    jumps: opened.flatMap(({ jumps }) => jumps ?? []),
    otherActions: request.otherActions ?? [],
    resampled: opened.flatMap(({ tally }) => tally ?? []),
  };
}

interface OpenedSeries {
  readonly series: BarSeries;
  /** How many, where that is known beforehand. */
  readonly bars: number | undefined;
  readonly gaps: BarGaps;
  readonly jumps: PriceJumps | undefined;
  readonly tally: Resampling | undefined;
}

function openSeries(request: BarsRequest, symbol: MarketSymbol, outside: OutsideSession): OpenedSeries {
  const { catalog, rules, withPath = false } = request;
  const parts = partsOf(request.files, symbol);
  const index = catalog.instruments.findIndex((one) => one.symbol === symbol);
  const instrument = catalog.instruments[index];
  if (instrument === undefined) throw new InputError('data.symbols', `${symbol} is no instrument of the catalog`);
  const { calendar } = instrument;
  const range: Range = { from: request.from ?? -Infinity, to: request.to ?? Infinity };
  const fits = (finer: number, longer: number): boolean => canResample(calendar, finer, longer);
  const choice = chooseSpans(symbol, parts, request.timeframe, range, fits);
  const { timeframe: finer } = choice;
  const timeframe = request.timeframe ?? finer;
  const gaps = noGaps(symbol, finer);
  const { session = 'regular', cache } = request;
  const actions = request.actions?.get(symbol);
  const jumps = instrument.assetClass === 'us_equity' ? noJumps(symbol) : undefined;
  const told = { outside, gaps, jumps, actions: actions ?? [] };
  const read: SeriesRequest = { instrument, rules: rules[index] ?? [], range, session, cache, ...told };
  const isLonger = timeframe !== finer;
  const tally = isLonger ? { symbol, from: finer, to: timeframe, incomplete: 0, withGaps: 0 } : undefined;
  const reference = withPath ? referenceOf(request, symbol, timeframe, range) : undefined;
  const chunks = (): BarChunks => {
    const bars = readSeries(choice, read);
    const options = { calendar, hours: session, finer, timeframe, withPath: withPath && reference === undefined };
    const longer = tally === undefined ? bars : resampled(bars, options, tally);
    if (reference === undefined) return longer;
    const unheard = { gaps: noGaps(symbol, reference.timeframe), jumps: undefined, outside: { count: 0, first: '' } };
    const ofReference = { ...read, ...unheard };
    return withReference(longer, readSeries(reference, ofReference), { timeframe, step: reference.timeframe });
  };
  const series: BarSeries = { instrument: instrumentIndex(index), timeframe, chunks };
  return {
    series: actions === undefined ? series : { ...series, actions },
    bars: isLonger ? undefined : choice.bars,
    gaps,
    jumps,
    tally,
  };
}

type BarChunks = ReturnType<BarSeries['chunks']>;

/**
 * The finest reference bars of a symbol that divide its own; `undefined` when no file of reference is named.
 * @throws InputError when files are named and hold none
 */
function referenceOf(
  { references = [] }: BarsRequest,
  symbol: MarketSymbol,
  timeframe: number,
  range: Range,
): Choice | undefined {
  if (references.length === 0) return undefined;
  const isFiner = (length: number | undefined): boolean =>
    length !== undefined && length < timeframe && timeframe % length === 0;
  const parts = references.flatMap((file) =>
    file.spans
      .filter((span) => span.symbol === symbol && isFiner(span.timeframe))
      .map((span): Part => ({ file, span })),
  );
  if (parts.length === 0) {
    const what = `holds no bars of ${symbol} of which a ${formatTimeframe(timeframe)} bar is made`;
    throw new InputError(references.map(({ path }) => path).join(', '), what, 'add a file of finer bars');
  }
  const finest = Math.min(...parts.map(({ span }) => span.timeframe ?? Infinity));
  const ofLength = parts.filter(({ span }) => span.timeframe === finest);
  return chooseSpans(symbol, ofLength, finest, range);
}

function partsOf(files: readonly BarFile[], symbol: MarketSymbol): Part[] {
  const parts = files.flatMap((file) => {
    const span = file.spans.find((one) => one.symbol === symbol);
    return span === undefined ? [] : [{ file, span }];
  });
  if (parts.length > 0) return parts;
  const found = [...new Set(files.flatMap((file) => file.symbols))].sort();
  const near = nearestName(symbol, found);
  const listed = found.slice(0, 20).join(', ') + (found.length > 20 ? ` and ${found.length - 20} more` : '');
  throw new InputError(
    'data.symbols',
    `there are no bars of ${symbol}, the files hold ${listed}`,
    near === undefined ? 'name one of these, or add a file' : `did you mean ${near}?`,
  );
}
