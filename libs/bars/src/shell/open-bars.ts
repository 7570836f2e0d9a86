// Opens surveyed files as series, one per symbol: chosen, checked against rules and calendar, in time order.

import {
  InputError,
  instrumentIndex,
  type Instrument,
  type MarketSymbol,
  type Micros,
  type Timeframe,
  type TradingRules,
} from '@tradingbot/domain';
import { createBarCheck } from '../core/bar-check.ts';
import type { PlaceName } from '../core/bar-chunk.ts';
import type { BarFile } from '../core/bar-file.ts';
import type { BarChunk, BarSeries } from '../core/bar-series.ts';
import { chooseSpans, refuseEmptyRange, type Choice, type Part, type Range } from '../core/choose-spans.ts';
import { createSessionGate, type OutsideSession } from '../core/session-gate.ts';
import { readCsv } from './csv-file.ts';
import { nearestName } from './nearest-name.ts';
import { readParquet } from './parquet-file.ts';

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
  readonly timeframe: Timeframe | undefined;
}

export interface OpenedBars {
  /** In the order of the symbols. */
  readonly series: readonly BarSeries[];
  /** How many bars all series hold, those outside sessions included; `undefined` when a range cuts through a file. */
  readonly totalBars: number | undefined;
  /** Filled as bars are read. */
  readonly outsideSession: Readonly<OutsideSession>;
}

/**
 * Chooses what to read; the bars themselves are read, and checked, as the series are played. Bars outside the range
 * are passed over unread. A file of several symbols is read once per symbol: that costs time, and saves the memory
 * that keeping one symbol's bars while another's are wanted would take.
 * @throws InputError when a symbol, bar length or range is not in the files
 */
export async function openBars(request: BarsRequest): Promise<OpenedBars> {
  const { catalog, rules, symbols } = request;
  const range: Range = { from: request.from ?? -Infinity, to: request.to ?? Infinity };
  const outsideSession: OutsideSession = { count: 0, first: '' };
  const choices = symbols.map((symbol) =>
    chooseSpans(symbol, partsOf(request.files, symbol), request.timeframe, range),
  );
  const series = choices.map((choice, at): BarSeries => {
    const index = catalog.instruments.findIndex(({ symbol }) => symbol === symbols[at]);
    const instrument = catalog.instruments[index];
    if (instrument === undefined)
      throw new InputError('data.symbols', `${symbols[at]} is no instrument of the catalog`);
    return {
      instrument: instrumentIndex(index),
      timeframe: choice.timeframe,
      chunks: () => readSeries(choice, instrument, rules[index] ?? [], range, outsideSession),
    };
  });
  const counts = choices.map(({ bars }) => bars);
  const known = counts.filter((count) => count !== undefined);
  const totalBars = known.length === counts.length ? known.reduce((sum, count) => sum + count, 0) : undefined;
  return { series, totalBars, outsideSession };
}

async function* readSeries(
  { timeframe, parts, covered }: Choice,
  instrument: Instrument,
  rules: readonly TradingRules[],
  range: Range,
  outside: OutsideSession,
): AsyncGenerator<BarChunk> {
  const { symbol, priceScale } = instrument;
  const check = createBarCheck({ symbol, timeframe, priceScale });
  const gate = createSessionGate(instrument, timeframe, rules, outside);
  let read = 0;
  let passed = 0;
  for (const { file } of parts) {
    const placeName = placesOf(file);
    const reader = file.format === 'csv' ? readCsv : readParquet;
    for await (const bars of reader(file.path, { symbol, priceScale, ...range })) {
      read += bars.length;
      check.check(bars, placeName);
      gate.pass(bars, placeName);
      passed += bars.length;
      if (bars.length > 0) yield bars;
    }
  }
  if (read === 0) refuseEmptyRange(symbol, range, covered);
  if (passed === 0) {
    throw new InputError('data.paths', `all ${read} bars of ${symbol} lie outside ${instrument.calendar} sessions`);
  }
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

function placesOf({ path, format }: BarFile): PlaceName {
  return format === 'csv' ? (line) => `${path}:${line}` : (row) => `${path} row ${row}`;
}
