// All bars of some files, whatever their format, as one series for each symbol: in order, each once, checked as those of
// a run are.

import {
  formatTimeframe,
  InputError,
  timeframe as asTimeframe,
  type CalendarName,
  type Timeframe,
} from '@tradingbot/domain';
import { readFile } from 'node:fs/promises';
import { createBarCheck } from '../core/bar-check.ts';
import type { PlacedBars, PlaceName } from '../core/bar-chunk.ts';
import type { BarFile } from '../core/bar-file.ts';
import { createGapWatch, noGaps, type BarGaps } from '../core/bar-gaps.ts';
import { createBarTally } from '../core/bar-tally.ts';
import { timeframeInName } from '../core/file-name-hints.ts';
import { alpacaBars } from '../core/import/alpaca-bars.ts';
import { createCollection, type CollectedBars } from '../core/import/collected-bars.ts';
import { readBars } from './cache/cached-bars.ts';
import { findFiles } from './find-files.ts';
import { readFailure } from './read-failure.ts';
import { surveyFile, timeframeOf } from './survey-bars.ts';

export interface GatherOptions {
  /** The one symbol that is wanted; also the name of bars that say none. */
  readonly symbol?: string | undefined;
  /** The length of the bars, where files do not say it, or of those that are wanted where there are several. */
  readonly timeframe?: Timeframe | undefined;
  /** How prices of a symbol are kept, and when its market is open. */
  readonly marketOf: (symbol: string) => { readonly priceScale: number; readonly calendar: CalendarName };
}

export interface GatheredBars {
  readonly symbol: string;
  readonly priceScale: number;
  readonly bars: PlacedBars;
  /** Bars that came twice and were the same. */
  readonly duplicates: number;
  readonly gaps: Readonly<BarGaps>;
}

export interface Gathered {
  /** In order of appearance. */
  readonly series: readonly GatheredBars[];
  readonly timeframe: Timeframe;
  readonly synthetic: boolean;
  /** Bars of another length than the one that was asked for. */
  readonly leftOut: readonly { readonly path: string; readonly symbol: string; readonly timeframe: number }[];
  /** Answers behind which more bars follow, in pages that are not among the files. */
  readonly unfinished: readonly { readonly path: string; readonly nextPage: string }[];
}

interface Surveyed {
  readonly sources: readonly Source[];
  readonly synthetic: boolean;
  /** Of an answer: when its last bar opens, and what asks for the next page. */
  readonly page?: { readonly path: string; readonly last: number; readonly nextPage: string | undefined };
}

/** Bars of one symbol in one file. */
interface Source {
  readonly path: string;
  readonly symbol: string;
  readonly timeframe: number | undefined;
  read(priceScale: number, into: CollectedBars): Promise<void>;
}

/**
 * Holds all bars in memory, 56 bytes each and as much again to put them in order.
 * @throws InputError for a file that cannot be read, bars that cannot be true, and bars of several lengths
 */
export async function gatherBars(paths: readonly string[], options: GatherOptions): Promise<Gathered> {
  const surveyed: Surveyed[] = [];
  for (const path of paths) {
    if (/\.(?:zip|7z|rar|tar|tgz)$/i.test(path)) throw new InputError(path, 'is packed', 'unpack it first');
    if (path.toLowerCase().endsWith('.json')) surveyed.push(await sourcesOfJson(path, options));
    else for (const file of await findFiles([path])) surveyed.push(await sourcesOfFile(file, options));
  }
  const all = surveyed.flatMap(({ sources }) => sources);
  const wanted = all.filter(({ symbol }) => options.symbol === undefined || symbol === options.symbol);
  if (wanted.length === 0) {
    const found = [...new Set(all.map(({ symbol }) => symbol))].join(', ');
    throw new InputError(
      options.symbol ?? paths.join(', '),
      `there are no such bars, the files hold ${found || 'none'}`,
    );
  }
  const timeframe = oneLength(wanted, options.timeframe);
  const chosen = wanted.filter((source) => (source.timeframe ?? timeframe) === timeframe);
  const series: GatheredBars[] = [];
  for (const symbol of new Set(chosen.map((source) => source.symbol))) {
    const ofSymbol = chosen.filter((source) => source.symbol === symbol);
    series.push(await gather(symbol, ofSymbol, timeframe, options.marketOf(symbol)));
  }
  const leftOut = wanted.flatMap(({ path, symbol, timeframe: length = timeframe }) =>
    length === timeframe ? [] : { path, symbol, timeframe: length },
  );
  const synthetic = surveyed.some((one) => one.synthetic);
  return { series, timeframe, synthetic, leftOut, unfinished: unfinishedOf(surveyed) };
}

/** A page that one with later bars follows is no end. */
function unfinishedOf(surveyed: readonly Surveyed[]): Gathered['unfinished'] {
  const pages = surveyed.flatMap(({ page }) => page ?? []);
  const end = Math.max(...pages.map(({ last }) => last));
  return pages.flatMap(({ path, last, nextPage }) => (nextPage === undefined || last < end ? [] : { path, nextPage }));
}

async function gather(
  symbol: string,
  sources: readonly Source[],
  timeframe: Timeframe,
  { priceScale, calendar }: ReturnType<GatherOptions['marketOf']>,
): Promise<GatheredBars> {
  const collection = createCollection(symbol);
  for (const source of sources) await source.read(priceScale, collection);
  const { bars, placeName, duplicates } = collection.inOrder();
  // Places are rows now: several files are one series.
  for (let row = 0; row < bars.length; row++) bars.place[row] = row;
  createBarCheck({ symbol, timeframe, priceScale }).check(bars, placeName);
  const gaps = noGaps(symbol, timeframe);
  createGapWatch(calendar, gaps).see(bars);
  return { symbol, priceScale, bars, duplicates, gaps };
}

function oneLength(sources: readonly Source[], asked: Timeframe | undefined): Timeframe {
  const lengths = [...new Set(sources.flatMap(({ timeframe }) => timeframe ?? []))].sort((a, b) => a - b);
  const names = lengths.map(formatTimeframe).join(' and ');
  if (asked !== undefined) {
    if (sources.some(({ timeframe }) => (timeframe ?? asked) === asked)) return asked;
    throw new InputError('--timeframe', `there are no ${formatTimeframe(asked)} bars in these files, only ${names}`);
  }
  const [one] = lengths;
  const { path = '' } = sources[0] ?? {};
  if (one === undefined) throw new InputError(path, 'a single bar does not say how long it is', 'say --timeframe');
  if (lengths.length === 1) return asTimeframe(one);
  throw new InputError(
    '--timeframe',
    `there are ${names} bars in these files, and one file has one length`,
    'say which',
  );
}

/**
 * The smallest step between bars is a guess at their length, and too long where bars are few. Where nothing else says
 * how long they are, one that fits into it is believed.
 */
function likelyLength(path: string, step: number | undefined, asked: number | undefined): number | undefined {
  const isGuess = step !== undefined && timeframeInName(path) === undefined;
  return isGuess && asked !== undefined && step % asked === 0 ? asked : step;
}

async function sourcesOfFile(path: string, options: GatherOptions): Promise<Surveyed> {
  const file = await surveyFile(path, options.symbol);
  const sources = file.spans.map(({ symbol, timeframe }): Source => ({
    path,
    symbol,
    timeframe,
    read: (priceScale, into) => collect(file, symbol, priceScale, into),
  }));
  return { sources, synthetic: file.synthetic };
}

async function collect(file: BarFile, symbol: string, priceScale: number, into: CollectedBars): Promise<void> {
  const { path, format } = file;
  const placeName: PlaceName = format === 'csv' ? (line) => `${path}:${line}` : (row) => `${path} row ${row}`;
  const wanted = { symbol, priceScale, from: -Infinity, to: Infinity };
  for await (const bars of readBars(undefined, file, wanted)) into.add(bars, placeName);
}

async function sourcesOfJson(path: string, options: GatherOptions): Promise<Surveyed> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw readFailure(path, error);
  });
  const { lists: found, nextPage } = alpacaBars(text, path);
  let last = -Infinity;
  if (found.length === 0) throw new InputError(path, 'the file holds no bars', 'fetch it again');
  const sources = found.map(({ symbol = options.symbol, times, bars }): Source => {
    if (symbol === undefined)
      throw new InputError(path, 'whose bars are these? the answer names no symbol', 'say --symbol');
    const tally = createBarTally();
    const index = tally.indexOf(symbol);
    const inOrder = times().sort((a, b) => a - b);
    for (const time of inOrder) tally.count(index, time);
    last = Math.max(last, inOrder.at(-1) ?? -Infinity);
    const step = timeframeOf(path, { closeTimeSays: undefined }, tally.spans()[0]?.step);
    const timeframe = likelyLength(path, step, options.timeframe);
    return {
      path,
      symbol,
      timeframe,
      read: async (priceScale, into) => into.add(bars(priceScale), (place) => `${path} ${symbol} bar ${place}`),
    };
  });
  return { sources, synthetic: false, page: { path, last, nextPage } };
}
