// Makes the bars of a market that never was: the same seed gives the same bytes on any machine, in any time zone.
// Arithmetic is + − × ÷ and sqrt, exact by IEEE 754, and exp and log, which V8 brings along (its port of fdlibm).

import { calendarOf, InputError, type Instrument, type Micros, type Price, type Timeframe } from '@tradingbot/domain';
import { CHUNK_CAPACITY, createBarChunk } from '../bar-chunk.ts';
import type { BarChunk } from '../bar-series.ts';
import { powerOfTen } from '../price-from-double.ts';
import { barSlots, type BarSlot } from './bar-slots.ts';
import { checkMarketModel, DEFAULT_MARKET_MODEL, type MarketModel, type Regime } from './market-model.ts';
import { createWeather, type Weather } from './market-weather.ts';
import { createNoise, type Noise } from './noise.ts';
import { createPricePath, type PricePath } from './price-path.ts';

export interface GeneratorOptions {
  /** An integer of 32 bits. */
  readonly seed: number;
  readonly instrument: Pick<Instrument, 'priceScale' | 'qtyScale' | 'calendar'>;
  /** Prices are multiples of this, at the instrument's price scale. */
  readonly tick: Price;
  readonly timeframe: Timeframe;
  /** Bars open in `[from, to)`. */
  readonly from: Micros;
  readonly to: Micros;
  /** The fair price before the first bar, at the instrument's price scale. */
  readonly startPrice: Price;
  /** Default: `DEFAULT_MARKET_MODEL`. */
  readonly model?: MarketModel;
  /** Default: a market of the instrument's own. */
  readonly market?: SharedMarket;
  /** Steps of the path within a bar, 1 to 31; its high and low are those of the steps. Default: 12. */
  readonly steps?: number;
  /** Bars in a chunk, at most. Default: as many as readers of files give. */
  readonly chunkCapacity?: number;
}

/**
 * What an instrument has in common with others of the same market seed, calendar, timeframe, start and steps: regimes,
 * flash shocks, and a part of its noise.
 */
export interface SharedMarket {
  /** An integer of 32 bits. */
  readonly seed: number;
  /** Of the instrument's noise with the market's, −1 to 1. Instruments with ρ₁ and ρ₂ correlate by ρ₁ρ₂. */
  readonly correlation: number;
}

const DEFAULT_STEPS = 12;
/** A bar's trades, one more than its steps, draw bid or ask from 32 bits. */
const MOST_STEPS = 31;
/** Streams of a seed: what a market shares is drawn apart from what an instrument has alone. */
const STREAM = { weather: 0, market: 1, path: 2, trades: 3 } as const;
/** Of the logarithm of a bar's volume. Hourly volumes of liquid coins scatter so around their level. */
const VOLUME_DEVIATION = 0.5;
const BASIS_POINT = 1e-4;

/**
 * The bars, in chunks that are never empty. The same chunk is filled again when the next is asked for.
 * @throws InputError when an option is out of its range
 */
export function* generateBars(options: GeneratorOptions): Generator<BarChunk, void, undefined> {
  const { timeframe, from, to, instrument } = options;
  const nextBar = createBarMaker(options);
  const chunk = createBarChunk(options.chunkCapacity ?? CHUNK_CAPACITY);
  for (const slot of barSlots(instrument.calendar, timeframe, from, to)) {
    nextBar(slot, chunk, chunk.length);
    chunk.length += 1;
    if (chunk.length < chunk.openTime.length) continue;
    yield chunk;
    chunk.length = 0;
  }
  if (chunk.length > 0) yield chunk;
}

/** Writes the bar of a slot into a row. */
type BarMaker = (slot: BarSlot, chunk: BarChunk, row: number) => void;

function createBarMaker(options: GeneratorOptions): BarMaker {
  checkOptions(options);
  const { seed, instrument, market = { seed, correlation: 0 }, model = DEFAULT_MARKET_MODEL } = options;
  const steps = options.steps ?? DEFAULT_STEPS;
  const { daysPerYear } = calendarOf(instrument.calendar);
  const shared = { noise: createNoise(market.seed, STREAM.market), correlation: market.correlation };
  const weatherAfter = createWeather(model, createNoise(market.seed, STREAM.weather));
  const path = createPricePath(Math.log(options.startPrice), daysPerYear, createNoise(seed, STREAM.path), shared);
  const trades = createNoise(seed, STREAM.trades);
  const roundedPrice = priceRounding(options.tick);
  const volume = volumeDrawing(instrument.qtyScale, trades);

  return (slot, chunk, row) => {
    const weather = weatherAfter(slot.days + slot.nightDays);
    const regime = model.regimes[weather.regime];
    if (weather.begins) path.enter(regime, weather.direction);
    if (slot.nightDays > 0) {
      path.setStep(slot.nightDays);
      path.step();
    }
    path.setStep(slot.days / steps);
    trade(path, steps, weather, regime, trades.bits(), chunk, row);
    chunk.openTime[row] = slot.openTime;
    chunk.open[row] = roundedPrice(chunk.open[row] as number);
    chunk.high[row] = roundedPrice(chunk.high[row] as number);
    chunk.low[row] = roundedPrice(chunk.low[row] as number);
    chunk.close[row] = roundedPrice(chunk.close[row] as number);
    chunk.volume[row] = volume(regime.avg_volume * slot.trading);
  };
}

/** Trades at once and after every step, at bid or ask as `sides` says bit by bit; leaves logarithms in the row. */
function trade(
  path: PricePath,
  steps: number,
  { shock, shockAt }: Weather,
  { avg_spread }: Regime,
  sides: number,
  chunk: BarChunk,
  row: number,
): void {
  const half = (avg_spread * BASIS_POINT) / 2;
  const shockStep = shock === 0 ? -1 : Math.floor(shockAt * steps);
  const open = path.now() + ((sides & 1) === 1 ? half : -half);
  let high = open;
  let low = open;
  let close = open;
  for (let i = 0; i < steps; i++) {
    let fair = path.step();
    if (i === shockStep) {
      path.shock(shock);
      fair = path.now();
    }
    close = fair + (((sides >>> (i + 1)) & 1) === 1 ? half : -half);
    if (close > high) high = close;
    if (close < low) low = close;
  }
  chunk.open[row] = open;
  chunk.high[row] = high;
  chunk.low[row] = low;
  chunk.close[row] = close;
}

/** From the logarithm of a price to the nearest multiple of the tick, never below one tick nor beyond safe integers. */
function priceRounding(tick: Price): (logarithm: number) => number {
  const mostTicks = Math.floor(Number.MAX_SAFE_INTEGER / tick);
  return (logarithm) => Math.min(Math.max(Math.round(Math.exp(logarithm) / tick), 1), mostTicks) * tick;
}

/** Lognormal volumes around a mean, with as many decimals as quantities of the instrument have. */
function volumeDrawing(qtyScale: number, noise: Noise): (mean: number) => number {
  const unit = powerOfTen(qtyScale);
  const correction = (VOLUME_DEVIATION * VOLUME_DEVIATION) / 2;
  return (mean) => Math.round(mean * Math.exp(VOLUME_DEVIATION * noise.normal() - correction) * unit) / unit;
}

function checkOptions({
  seed,
  market,
  model,
  tick,
  startPrice,
  steps,
  from,
  to,
  chunkCapacity,
}: GeneratorOptions): void {
  if (model !== undefined) checkMarketModel(model);
  demand(Number.isInteger(seed) && seed === (seed | 0), 'seed', 'is no integer of 32 bits');
  demand(market === undefined || market.seed === (market.seed | 0), 'market.seed', 'is no integer of 32 bits');
  demand(market === undefined || Math.abs(market.correlation) <= 1, 'market.correlation', 'is not from -1 to 1');
  demand(Number.isSafeInteger(tick) && tick > 0, 'tick', 'is no price');
  demand(Number.isSafeInteger(startPrice) && startPrice > 0, 'startPrice', 'is no price');
  demand(from < to, 'from, to', 'hold no time');
  demand(isCount(steps ?? DEFAULT_STEPS) && (steps ?? 1) <= MOST_STEPS, 'steps', `are not 1 to ${MOST_STEPS}`);
  demand(isCount(chunkCapacity ?? CHUNK_CAPACITY), 'chunkCapacity', 'is no count');
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;

function demand(holds: boolean, option: string, what: string): void {
  if (!holds) throw new InputError(`generator: ${option}`, what);
}
