// Small random markets with random terms, and the two that must agree on them: the engine and the training environment.

import { createEngine, UNKEPT } from '@tradingbot/backtester';
import { playTimeline } from '@tradingbot/bars/files';
import { moneyScaleOf, type Catalog, type SequencedEvent } from '@tradingbot/contracts';
import { amount, micros, price, qty, toFloat, type Amount, type Instrument } from '@tradingbot/domain';
import { WHOLE_AT_ONCE } from '@tradingbot/execution';
import { applyFill, createLedger, equityOf, markPrice, setBalance } from '@tradingbot/portfolio';
import { NO_LIMITS } from '@tradingbot/risk';
import { plainVenue, type VenueSettings } from '@tradingbot/simulation';
import { defineStrategy, type StrategyDefinition, type StrategyInstance } from '@tradingbot/strategy';
import { noise, seriesOf, CATALOG, type Row } from '@tradingbot/testing';
import {
  DEFAULT_EPISODE,
  DEFAULT_REWARD,
  marketEnvironment,
  NO_STRESS,
  SHARES_TAIL,
  stepResultFor,
  type Market,
  type MarketSettings,
  type MarketTerms,
} from '@tradingbot/trainer';
import { z } from 'zod';

export interface RandomMarket {
  readonly terms: MarketTerms;
  /** The same terms with the multipliers of `stress` in their rates. */
  readonly stressedVenue: VenueSettings;
  readonly stress: MarketSettings['stress'];
  readonly rows: readonly Row[];
  readonly cash: number;
  /** One for each bar but the last, −1 to 1. */
  readonly actions: Float32Array;
}

const SCALES = [
  { assetClass: 'crypto_spot', priceScale: 2, qtyScale: 5 },
  { assetClass: 'crypto_spot', priceScale: 5, qtyScale: 1 },
  { assetClass: 'crypto_spot', priceScale: 7, qtyScale: 0 },
  { assetClass: 'crypto_spot', priceScale: 4, qtyScale: 6 },
  { assetClass: 'us_equity', priceScale: 4, qtyScale: 0 },
] as const;

export function randomMarket(seed: number): RandomMarket {
  const random = noise(seed * 7919 + 17);
  // The first numbers of neighbouring seeds are alike.
  for (let i = 0; i < 10; i++) random();
  const below = (limit: number): number => Math.floor(random() * limit);
  const one = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const scales = one(SCALES);
  const instrument: Instrument = {
    ...(CATALOG.instruments[0] as Instrument),
    ...scales,
    ...(scales.assetClass === 'us_equity' ? { base: 'SPY', quote: 'USDT' } : {}),
  };
  const moneyScale = moneyScaleOf({ ...CATALOG, instruments: [instrument] });
  const rows = randomBars(random, 10 ** scales.priceScale * one([0.02, 1, 40, 900]), 20 + below(60));
  const cash = one([300, 1_000, 25_000, moneyScale > 8 ? 100_000 : 1_000_000]) * 10 ** moneyScale;
  const stress = { ...NO_STRESS, feeMultiplier: one([1, 1, 2, 3]), slippageMultiplier: one([1, 1, 2, 3]) };
  const costs = { taker: below(60), half: one([0, below(40)]), slippage: one([0, below(40)]) };
  const venueOf = (fees: number, slips: number): VenueSettings => {
    const plain = plainVenue(1, { takerBps: costs.taker * fees, slippageBps: costs.slippage * slips, clip });
    return {
      ...plain,
      intrabar: model,
      strictOpenFill,
      slippage: { ...plain.slippage, defaultSpreadBps: 2 * costs.half * slips, minHalfSpreadBps: leastHalf * slips },
      fees: { ...plain.fees, rounding, steps: [step], minimum, maximum, regulatory },
    };
  };
  const clip = random() < 0.3;
  const strictOpenFill = random() < 0.15;
  const model = one(['open', 'linear', 'ohlc', 'bridge', 'reference'] as const);
  const leastHalf = one([0, 0, 3]);
  const rounding = one(['up', 'nearest', 'down'] as const);
  const step = one(['', '', '0.01', '0.0001', '0.5']);
  const money = (text: number): Amount => amount(Math.round(text * 10 ** moneyScale));
  const minimum = money(one([0, 0, 0, 1]));
  const maximum = money(one([0, 0, 0, 5]));
  const regulatory =
    scales.assetClass === 'us_equity' && random() < 0.7
      ? { secPpb: 27_800, tafPerShare: money(0.000166), tafMaximum: money(8.3) }
      : undefined;
  const lot = qty(one([1, 1, 7, 10 ** scales.qtyScale]));
  const factor = 10 ** (moneyScale - scales.priceScale - scales.qtyScale);
  const lotValue = lot * (rows[0] as Row).close * factor;
  const terms: MarketTerms = {
    instrument,
    moneyScale,
    rules: {
      from: micros(0),
      tick: price(1),
      lot,
      minQty: qty(lot * one([1, 1, 5])),
      minNotional: one([0, 10, 100]) * 10 ** (scales.priceScale + scales.qtyScale),
      // A third of the account at most, so that what was bought in parts is sold in parts.
      ...(random() < 0.2 ? { maxQty: qty(lot * Math.max(1, Math.floor(cash / 3 / lotValue))) } : {}),
    },
    venue: venueOf(1, 1),
    index: 0,
    limits: {
      // Often too little, so that fills run out of cash.
      costReservePpb: one([0, 1_000_000, 20_000_000]),
      maxOrderNotional: random() < 0.1 ? amount(Math.floor(cash / 2)) : amount(0),
      maxPositionNotional: random() < 0.1 ? amount(Math.floor(cash / 1.5)) : amount(0),
    },
  };
  return {
    terms,
    stressedVenue: venueOf(stress.feeMultiplier, stress.slippageMultiplier),
    stress,
    rows,
    cash,
    actions: randomActions(random, rows.length - 1),
  };
}

/** All in, out, a little more, kept, or anything between. */
function randomActions(random: () => number, length: number): Float32Array {
  let last = -1;
  return Float32Array.from({ length }, () => {
    const kind = random();
    if (kind < 0.2) last = 1;
    else if (kind < 0.35) last = -1;
    else if (kind < 0.55) last = Math.min(1, last + 0.4);
    else if (kind < 0.85) last = 2.4 * random() - 1.2;
    return last;
  });
}

/** A random walk with gaps between bars. */
function randomBars(random: () => number, start: number, length: number): Row[] {
  let last = Math.max(50, Math.round(start));
  let at = 0;
  const size = random() < 0.2 ? 0.5 : 0.05;
  return Array.from({ length }, () => {
    at += random() < 0.1 ? 1 + Math.floor(random() * 20) : 1;
    const move = (by: number): number => Math.max(20, Math.round(last * (1 + (random() - 0.5) * by)));
    const open = (last = move(size / 4));
    const close = (last = move(size));
    const high = Math.max(open, close) + Math.floor(random() * last * 0.01);
    const low = Math.max(1, Math.min(open, close) - Math.floor(random() * last * 0.01));
    return { at, open, high, low, close };
  });
}

export interface Played {
  /** The account at the close of each bar, in its currency: exact amounts, each divided once. */
  readonly equity: readonly number[];
  readonly fills: number;
  readonly denied: readonly string[];
  readonly shortOfCash: number;
  /** Fills that came at the same instant as the one before. */
  readonly parts: number;
}

/** The engine with a strategy that names the same weights at the same closes, or with another one. */
export async function playEngine(
  scenario: RandomMarket,
  strategy: StrategyInstance = { name: 'scripted', definition: scripted(scenario.actions), params: {} },
): Promise<Played> {
  const { terms, rows, cash, stressedVenue } = scenario;
  const catalog: Catalog = { ...CATALOG, instruments: [terms.instrument as Instrument], strategies: [strategy.name] };
  const ledger = createLedger(catalog);
  setBalance(ledger, 'USDT', amount(cash));
  const equity: number[] = [];
  const denied: string[] = [];
  const counts = { fills: 0, shortOfCash: 0, parts: 0 };
  let lastFill = -1;
  const watch = {
    reads: ['md.bar', 'order.filled', 'order.canceled', 'risk.denied'] as const,
    see(event: SequencedEvent): void {
      if (event.type === 'risk.denied') denied.push(event.payload.denial.code);
      if (event.type === 'order.canceled' && event.payload.code === 'INSUFFICIENT_BALANCE') counts.shortOfCash += 1;
      if (event.type === 'order.filled') {
        counts.fills += 1;
        if (event.time === lastFill) counts.parts += 1;
        lastFill = event.time;
        applyFill(ledger, 0 as never, event.payload);
      }
      if (event.type !== 'md.bar') return;
      markPrice(ledger, event.payload.instrument, event.payload.close);
      equity.push(toFloat(equityOf(ledger), terms.moneyScale));
    },
  };
  const engine = createEngine(
    {
      catalog,
      rules: [[terms.rules]],
      strategies: [strategy],
      limits: { ...NO_LIMITS, ...terms.limits },
      venue: stressedVenue,
      execution: { ...WHOLE_AT_ONCE, equityInterval: micros(86_400_000_000) },
      cash: amount(cash),
      seed: 7,
      closeAtEnd: false,
      identity: UNKEPT,
    },
    [watch],
  );
  await playTimeline([seriesOf(rows)], engine);
  engine.finish();
  return { equity, denied, ...counts };
}

const scripted = (actions: Float32Array): StrategyDefinition =>
  defineStrategy({
    name: 'scripted',
    params: z.strictObject({}),
    init: () => ({ bar: 0 }),
    onBar(ctx) {
      const action = actions[ctx.state.bar];
      ctx.state.bar += 1;
      if (action !== undefined) ctx.targetWeight((Math.min(1, Math.max(-1, action)) + 1) / 2);
    },
  }) as unknown as StrategyDefinition;

/** The bars as a market to train in; the one feature is the number of the bar. */
export const marketOf = ({ terms, rows }: RandomMarket): Market => ({
  terms,
  open: Float64Array.from(rows, ({ open }) => open),
  high: Float64Array.from(rows, ({ high }) => high),
  low: Float64Array.from(rows, ({ low }) => low),
  close: Float64Array.from(rows, ({ close }) => close),
  features: Float32Array.from(rows, (_, row) => row),
  width: 1,
  tail: SHARES_TAIL,
  range: { from: 0, to: rows.length },
});

export const settingsOf = ({ cash, stress }: RandomMarket): MarketSettings => ({
  cash,
  actions: { kind: 'continuous' },
  reward: DEFAULT_REWARD,
  episode: { ...DEFAULT_EPISODE, bars: null, start: 'first', bankruptcyShare: 0 },
  stress,
});

/** What the environment says of the same actions, bar by bar. */
export function playEnvironment(scenario: RandomMarket): readonly number[] {
  const environment = marketEnvironment([marketOf(scenario)], settingsOf(scenario), 1);
  const result = stepResultFor(environment);
  environment.reset(1, result.observations);
  const equity = [toFloat(scenario.cash, scenario.terms.moneyScale)];
  for (const action of scenario.actions) {
    environment.step(Float32Array.of(action), result);
    equity.push(environment.worths[0] as number);
  }
  return equity;
}
