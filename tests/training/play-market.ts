// The two that must agree on a random market: the engine, and the environment that a policy is trained in.

import { createEngine, UNKEPT } from '@tradingbot/backtester';
import { playTimeline } from '@tradingbot/bars/files';
import type { Catalog, SequencedEvent } from '@tradingbot/contracts';
import type { Observer } from '@tradingbot/core';
import { amount, micros, toFloat, type Instrument } from '@tradingbot/domain';
import { WHOLE_AT_ONCE } from '@tradingbot/execution';
import { applyFill, createLedger, equityOf, markPrice, setBalance } from '@tradingbot/portfolio';
import { NO_LIMITS } from '@tradingbot/risk';
import { defineStrategy, type StrategyDefinition, type StrategyInstance } from '@tradingbot/strategy';
import { ALPHA, CATALOG, seriesOf } from '@tradingbot/testing';
import {
  DEFAULT_EPISODE,
  DEFAULT_REWARD,
  marketEnvironment,
  SHARES_TAIL,
  stepResultFor,
  type Market,
  type MarketSettings,
} from '@tradingbot/trainer';
import { z } from 'zod';
import type { RandomMarket } from './random-market.ts';

export interface Played {
  /** The account at the close of each bar, in its currency: exact amounts, each divided once. */
  readonly equity: number[];
  readonly denied: string[];
  fills: number;
  shortOfCash: number;
  /** Fills that came at the same instant as the one before. */
  parts: number;
}

/** The engine with a strategy that names the same weights at the same closes, or with another one. */
export async function playEngine(
  scenario: RandomMarket,
  strategy: StrategyInstance = { name: 'scripted', definition: scripted(scenario.actions), params: {} },
): Promise<Played> {
  const { terms, rows, cash, stressedVenue } = scenario;
  const catalog: Catalog = { ...CATALOG, instruments: [terms.instrument as Instrument], strategies: [strategy.name] };
  const played: Played = { equity: [], denied: [], fills: 0, shortOfCash: 0, parts: 0 };
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
    [watcher(catalog, scenario, played)],
  );
  await playTimeline([seriesOf(rows)], engine);
  engine.finish();
  return played;
}

/** Keeps books of its own from the fills, and values them at each close. */
function watcher(catalog: Catalog, { cash, terms }: RandomMarket, played: Played): Observer {
  const ledger = createLedger(catalog);
  setBalance(ledger, catalog.currency, amount(cash));
  let lastFill = -1;
  return {
    reads: ['md.bar', 'order.filled', 'order.canceled', 'risk.denied'],
    see(event: SequencedEvent): void {
      switch (event.type) {
        case 'risk.denied':
          played.denied.push(event.payload.denial.code);
          return;
        case 'order.canceled':
          if (event.payload.code === 'INSUFFICIENT_BALANCE') played.shortOfCash += 1;
          return;
        case 'order.filled':
          played.fills += 1;
          if (event.time === lastFill) played.parts += 1;
          lastFill = event.time;
          applyFill(ledger, ALPHA, event.payload);
          return;
        case 'md.bar':
          markPrice(ledger, event.payload.instrument, event.payload.close);
          played.equity.push(toFloat(equityOf(ledger), terms.moneyScale));
          return;
        default:
          return;
      }
    },
  };
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
