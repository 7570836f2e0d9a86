// The market that a configuration names, from files or from a generator: one way in for whoever plays it.

import { canonicalJson } from '@tradingbot/contracts';
import {
  formatTimeframe,
  InputError,
  parseMicros,
  parseTimeframe,
  type Instrument,
  type TradingRules,
} from '@tradingbot/domain';
import { createHash } from 'node:crypto';
import type { BarSeries } from '../core/bar-series.ts';
import type { Range } from '../core/choose-spans.ts';
import {
  generatedMarketSeries,
  modelOf,
  timeframeOf,
  type GeneratorSettings,
} from '../core/generator/generated-market.ts';
import { nearestName } from './nearest-name.ts';
import { openBars, type OpenedBars } from './open-bars.ts';
import { surveyBars } from './survey-bars.ts';

/** The block `data` of a configuration, already checked: either files or a generator. */
export interface MarketSettings {
  readonly paths: readonly string[];
  readonly generator?: GeneratorSettings | undefined;
  readonly symbols?: readonly string[] | undefined;
  readonly timeframe?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface SurveyedMarket {
  /** Those asked for, or else all there are. */
  readonly symbols: readonly string[];
  /** Whether any of it was made and not traded. */
  readonly synthetic: boolean;
  /** What it is made of: files, or the one generator. Whoever has the same hashes has the same bars. */
  readonly sources: readonly MarketSource[];
  /**
   * One series for each instrument of the catalog, in its order. May be called again.
   * @param rules per instrument, oldest first
   * @throws InputError when a symbol, bar length or range is not there
   */
  open(
    catalog: { readonly instruments: readonly Instrument[] },
    rules: readonly (readonly TradingRules[])[],
  ): Promise<OpenedBars>;
}

export interface MarketSource {
  /** Of a file; `generator` of a generator. */
  readonly path: string;
  /** Of the bytes of the file, or of the generator's settings; hexadecimal. */
  readonly sha256: string;
}

/** @throws InputError for files that are missing or not made of bars, and for symbols that are not there */
export async function surveyMarket(data: MarketSettings): Promise<SurveyedMarket> {
  return data.generator === undefined ? surveyFiles(data) : surveyGenerator(data, data.generator);
}

async function surveyFiles({ paths, symbols, timeframe, ...data }: MarketSettings): Promise<SurveyedMarket> {
  const files = await surveyBars(paths);
  return {
    symbols: symbols ?? [...new Set(files.flatMap((file) => file.symbols))],
    synthetic: files.some((file) => file.synthetic),
    sources: files.map(({ path, sha256 }) => ({ path, sha256 })),
    open: (catalog, rules) =>
      openBars({
        files,
        catalog,
        rules,
        symbols: catalog.instruments.map(({ symbol }) => symbol),
        from: instantOf(data.from),
        to: instantOf(data.to),
        timeframe: timeframe === undefined ? undefined : parseTimeframe(timeframe),
      }),
  };
}

function surveyGenerator(data: MarketSettings, generator: GeneratorSettings): SurveyedMarket {
  const { symbols = generator.symbols, timeframe } = data;
  for (const symbol of symbols) refuseOtherSymbol(symbol, generator.symbols);
  const length = timeframeOf(generator);
  if (timeframe !== undefined && parseTimeframe(timeframe) !== length) {
    const what = `there are no ${timeframe} bars, the generator makes bars of ${formatTimeframe(length)}`;
    throw new InputError('data.timeframe', what, 'set data.generator.timeframe instead');
  }
  modelOf(generator);
  const range: Range = { from: instantOf(data.from) ?? -Infinity, to: instantOf(data.to) ?? Infinity };
  const isWhole = range.from === -Infinity && range.to === Infinity;
  return {
    symbols,
    synthetic: true,
    sources: [{ path: 'generator', sha256: createHash('sha256').update(canonicalJson(generator)).digest('hex') }],
    open: async ({ instruments }, rules) => ({
      series: instruments.map((instrument, index) => {
        refuseOtherSymbol(instrument.symbol, generator.symbols);
        return inTime(generatedMarketSeries(generator, index, instrument, rules[index] ?? [], range));
      }),
      totalBars: isWhole && generator.bars !== undefined ? generator.bars * instruments.length : undefined,
      outsideSession: { count: 0, first: '' },
    }),
  };
}

/** What is made at once, in the shape of what has to be waited for. */
const inTime = ({ chunks, ...series }: ReturnType<typeof generatedMarketSeries>): BarSeries => ({
  ...series,
  async *chunks() {
    yield* chunks();
  },
});

function refuseOtherSymbol(symbol: string, known: readonly string[]): void {
  if (known.includes(symbol)) return;
  const near = nearestName(symbol, known);
  throw new InputError(
    'data.symbols',
    `there are no bars of ${symbol}, the generator makes ${known.join(', ')}`,
    near === undefined ? 'name one of these, or add it to data.generator.symbols' : `did you mean ${near}?`,
  );
}

const instantOf = (text: string | undefined) => (text === undefined ? undefined : parseMicros(text));
