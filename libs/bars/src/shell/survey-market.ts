// The market that a configuration names, from files or from a generator: one way in for whoever plays it.

import { canonicalJson } from '@tradingbot/contracts';
import {
  formatTimeframe,
  InputError,
  parseMicros,
  parseTimeframe,
  type Instrument,
  type Timeframe,
  type TradingRules,
} from '@tradingbot/domain';
import { createHash } from 'node:crypto';
import type { CorporateAction } from '../core/actions/corporate-action.ts';
import { parseActions } from '../core/actions/parse-actions.ts';
import { noGaps } from '../core/bar-gaps.ts';
import type { BarSeries } from '../core/bar-series.ts';
import type { Range } from '../core/choose-spans.ts';
import {
  generatedMarketSeries,
  modelOf,
  timeframeOf,
  type GeneratorSettings,
} from '../core/generator/generated-market.ts';
import { canResample } from '../core/resample/bucket-grid.ts';
import type { Resampling } from '../core/resample/resampler.ts';
import type { BarCache } from './cache/bar-cache.ts';
import { nearestName } from './nearest-name.ts';
import { openBars, type OpenedBars } from './open-bars.ts';
import { readActions, type ActionsFile } from './read-actions.ts';
import { resampled } from './resampled.ts';
import { surveyBars } from './survey-bars.ts';

/** The block `data` of a configuration, already checked: either files or a generator. */
export interface MarketSettings {
  readonly paths: readonly string[];
  readonly generator?: GeneratorSettings | undefined;
  readonly symbols?: readonly string[] | undefined;
  readonly timeframe?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Of markets with a night; `regular` when left out. */
  readonly session?: 'regular' | 'extended' | undefined;
  /** A file of splits and dividends. */
  readonly corporate_actions?: string | undefined;
  /** Files of finer bars, which tell what the price does inside bars. */
  readonly reference_paths?: readonly string[] | undefined;
}

export interface SurveyOptions {
  /** Where what was read is kept; nowhere when left out. */
  readonly cache?: BarCache | undefined;
  /** Whether series say what the price does inside their bars. Files of reference are read for nothing else. */
  readonly withPath?: boolean | undefined;
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
export async function surveyMarket(data: MarketSettings, options: SurveyOptions = {}): Promise<SurveyedMarket> {
  const { corporate_actions } = data;
  const actions = corporate_actions === undefined ? undefined : await readActions(corporate_actions);
  const { generator } = data;
  return generator === undefined
    ? surveyFiles(data, options, actions)
    : surveyGenerator(data, generator, options, actions);
}

async function surveyFiles(
  { paths, symbols, timeframe, session, reference_paths: referencePaths = [], ...data }: MarketSettings,
  { cache, withPath = false }: SurveyOptions,
  actions: ActionsFile | undefined,
): Promise<SurveyedMarket> {
  const files = await surveyBars(paths, cache);
  const references = withPath ? await surveyBars(referencePaths, cache) : [];
  return {
    symbols: symbols ?? [...new Set(files.flatMap((file) => file.symbols))],
    synthetic: [...files, ...references].some((file) => file.synthetic),
    sources: sourcesOf(...files, ...references, actions),
    open: async (catalog, rules) =>
      openBars({
        files,
        catalog,
        rules,
        symbols: catalog.instruments.map(({ symbol }) => symbol),
        from: instantOf(data.from),
        to: instantOf(data.to),
        timeframe: timeframe === undefined ? undefined : parseTimeframe(timeframe),
        session,
        withPath,
        references,
        ...actionsOf(actions, catalog.instruments),
        cache,
      }),
  };
}

const sourcesOf = (...sources: readonly (MarketSource | undefined)[]): MarketSource[] =>
  sources.flatMap((source) => (source === undefined ? [] : { path: source.path, sha256: source.sha256 }));

function actionsOf(file: ActionsFile | undefined, instruments: readonly Instrument[]) {
  if (file === undefined) return { actions: undefined, otherActions: [] };
  const others = new Set<string>();
  const actions = parseActions(file.text, file.path, instruments, (symbol) => others.add(symbol));
  return { actions, otherActions: [...others].sort() };
}

function surveyGenerator(
  data: MarketSettings,
  generator: GeneratorSettings,
  { withPath = false }: SurveyOptions,
  actionsFile: ActionsFile | undefined,
): SurveyedMarket {
  const { symbols = generator.symbols, session = 'regular' } = data;
  for (const symbol of symbols) refuseOtherSymbol(symbol, generator.symbols);
  const finer = timeframeOf(generator);
  const asked = data.timeframe === undefined ? finer : (parseTimeframe(data.timeframe) ?? finer);
  modelOf(generator);
  const range: Range = { from: instantOf(data.from) ?? -Infinity, to: instantOf(data.to) ?? Infinity };
  const isWhole = range.from === -Infinity && range.to === Infinity;
  return {
    symbols,
    synthetic: true,
    sources: sourcesOf(
      { path: 'generator', sha256: createHash('sha256').update(canonicalJson(generator)).digest('hex') },
      actionsFile,
    ),
    open: async ({ instruments }, rules) => {
      const { actions, otherActions } = actionsOf(actionsFile, instruments);
      const tallies: Resampling[] = [];
      const series = instruments.map((instrument, index): BarSeries => {
        const { symbol, calendar } = instrument;
        refuseOtherSymbol(symbol, generator.symbols);
        const made = inTime(
          generatedMarketSeries(generator, index, instrument, rules[index] ?? [], range),
          actions?.get(symbol),
        );
        if (asked === finer) return made;
        refuseOtherLength(calendar, finer, asked);
        const tally: Resampling = { symbol, from: finer, to: asked, incomplete: 0, withGaps: 0 };
        tallies.push(tally);
        const options = { calendar, hours: session, finer, timeframe: asked, withPath };
        return { ...made, timeframe: asked, chunks: () => resampled(made.chunks(), options, tally) };
      });
      const isKnown = isWhole && generator.bars !== undefined && asked === finer;
      return {
        series,
        totalBars: isKnown ? (generator.bars ?? 0) * instruments.length : undefined,
        outsideSession: { count: 0, first: '' },
        gaps: instruments.map(({ symbol }) => noGaps(symbol, finer)),
        // What is made has no splits.
        jumps: [],
        otherActions,
        resampled: tallies,
      };
    },
  };
}

function refuseOtherLength(calendar: Instrument['calendar'], finer: Timeframe, asked: Timeframe): void {
  if (canResample(calendar, finer, asked)) return;
  throw new InputError(
    'data.timeframe',
    `there are no ${formatTimeframe(asked)} bars, the generator makes bars of ${formatTimeframe(finer)}`,
    'set data.generator.timeframe instead',
  );
}

/** What is made at once, in the shape of what has to be waited for. */
const inTime = (
  { chunks, ...series }: ReturnType<typeof generatedMarketSeries>,
  actions: readonly CorporateAction[] | undefined,
): BarSeries => ({
  ...series,
  ...(actions === undefined ? {} : { actions }),
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
