// A generated market as a configuration states it: from symbols, a seed and a range to one series for each symbol.

import {
  calendarOf,
  DecimalError,
  formatMicros,
  InputError,
  instrumentIndex,
  micros,
  parseMicros,
  parseSafeDecimal,
  parseTimeframe,
  price,
  type Instrument,
  type MarketSymbol,
  type Micros,
  type Price,
  type Timeframe,
  type TradingRules,
} from '@tradingbot/domain';
import { CHUNK_CAPACITY } from '../bar-chunk.ts';
import type { Range } from '../choose-spans.ts';
import { cutBars } from './cut-bars.ts';
import type { GeneratorOptions } from './generate-bars.ts';
import { generatedSeries, type GeneratedSeries } from './generated-series.ts';
import {
  checkMarketModel,
  DEFAULT_MARKET_MODEL,
  REGIME_NAMES,
  type MarketModel,
  type Regime,
  type RegimeName,
} from './market-model.ts';
import { symbolSeed } from './symbol-seed.ts';

type Optional<Shape> = { readonly [Key in keyof Shape]?: Shape[Key] | undefined };

/** The block `data.generator` of a configuration. What is left out of the model is `DEFAULT_MARKET_MODEL`'s. */
export interface GeneratorSettings {
  readonly symbols: readonly string[];
  /** Such as `1h`. */
  readonly timeframe: string;
  readonly from: string;
  /** The end, or else how many bars each symbol has. */
  readonly to?: string | undefined;
  readonly bars?: number | undefined;
  readonly seed: number;
  /** Of each symbol's noise with the market's. */
  readonly correlation: number;
  /** Decimal strings by symbol. */
  readonly start_prices: Readonly<Record<string, string>>;
  readonly regimes?: { readonly [Name in RegimeName]?: Optional<Regime> | undefined } | undefined;
  readonly regime_probs?: readonly number[] | undefined;
  readonly regime_dwell?: number | undefined;
  readonly flash_shock?: Optional<MarketModel['flash_shock']> | undefined;
}

const KEY = 'data.generator';
const DEFAULT_START_PRICE = '100';

/**
 * The series of an instrument. A symbol's bars do not change with which others are generated, nor with the range that
 * is cut out of them.
 * @param index of the instrument in the catalog
 * @param rules oldest first; their tick when the market begins is that of all its prices
 * @throws InputError when the settings do not fit the instrument
 */
export function generatedMarketSeries(
  settings: GeneratorSettings,
  index: number,
  instrument: Instrument,
  rules: readonly TradingRules[],
  range: Range,
): GeneratedSeries {
  const { symbol } = instrument;
  const from = instantOf(settings.from);
  const rule = rules.findLast((one) => one.from <= from);
  if (rule === undefined) refuseRules(symbol, from, rules);
  const options: GeneratorOptions = {
    seed: symbolSeed(settings.seed, symbol),
    instrument,
    tick: rule.tick,
    timeframe: timeframeOf(settings),
    from,
    to: settings.to === undefined ? endOfTime(settings, instrument) : instantOf(settings.to),
    startPrice: startPriceOf(settings, instrument),
    model: modelOf(settings),
    market: { seed: settings.seed, correlation: settings.correlation },
    chunkCapacity: Math.min(CHUNK_CAPACITY, settings.bars ?? CHUNK_CAPACITY),
  };
  const { chunks, ...series } = generatedSeries(instrumentIndex(index), options);
  return { ...series, chunks: () => cutBars(chunks(), symbol, settings.bars, range) };
}

/** The model with what the settings put in its place. @throws InputError when it is none */
export function modelOf({ regimes, regime_probs, regime_dwell, flash_shock }: GeneratorSettings): MarketModel {
  const named = REGIME_NAMES.map((name) => [name, over(DEFAULT_MARKET_MODEL.regimes[name], regimes?.[name])] as const);
  const model: MarketModel = {
    regimes: Object.fromEntries(named) as Record<RegimeName, Regime>,
    regime_probs: regime_probs ?? DEFAULT_MARKET_MODEL.regime_probs,
    regime_dwell: regime_dwell ?? DEFAULT_MARKET_MODEL.regime_dwell,
    flash_shock: over(DEFAULT_MARKET_MODEL.flash_shock, flash_shock),
  };
  checkMarketModel(model);
  return model;
}

/** The timeframe of all series. */
export function timeframeOf({ timeframe }: GeneratorSettings): Timeframe {
  const length = parseTimeframe(timeframe);
  if (length === undefined) throw new InputError(`${KEY}.timeframe`, `${timeframe} is no length of time`);
  return length;
}

function startPriceOf({ start_prices }: GeneratorSettings, { symbol, priceScale }: Instrument): Price {
  const text = start_prices[symbol] ?? DEFAULT_START_PRICE;
  try {
    return price(parseSafeDecimal(text, priceScale));
  } catch (error) {
    if (!(error instanceof DecimalError)) throw error;
    const what = `${text} is no price of ${symbol}, which has ${priceScale} decimals`;
    throw new InputError(`${KEY}.start_prices.${symbol}`, what);
  }
}

/** As far as the calendar goes. */
function endOfTime(settings: GeneratorSettings, { calendar }: Instrument): Micros {
  return micros(calendarOf(calendar).covers.to - timeframeOf(settings));
}

function instantOf(text: string): Micros {
  const time = parseMicros(text);
  if (time === undefined) throw new InputError(KEY, `${text} is no UTC date or date-time`);
  return time;
}

function refuseRules(symbol: MarketSymbol, from: number, rules: readonly TradingRules[]): never {
  const known = rules[0] === undefined ? 'there are none' : `the first are of ${formatMicros(rules[0].from)}`;
  throw new InputError(
    `${KEY}.from`,
    `no trading rules of ${symbol} are in force at ${formatMicros(from)}, ${known}`,
    `begin later, or add rules under instruments.${symbol}.rules`,
  );
}

/** What is given over what is not. */
const over = <Shape extends object>(below: Shape, above: Optional<Shape> | undefined): Shape => ({
  ...below,
  ...Object.fromEntries(Object.entries(above ?? {}).filter(([, value]) => value !== undefined)),
});
