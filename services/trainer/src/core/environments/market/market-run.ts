// The episodes of a market environment while they run: what changes with each step, and what they run in.

import { nextFloat, type Random } from '@tradingbot/core';
import { RUNNING, TERMINATED, TRUNCATED, type Ending } from '../episode-driver.ts';
import { createAccounts, type Accounts } from './accounts.ts';
import type { Windows } from './episode-window.ts';
import { fillOrder } from './fill-order.ts';
import type { MarketSettings } from './market-settings.ts';
import { orderTarget } from './order-target.ts';
import { writeReward, type MarketStep } from './reward.ts';
import { CLOSE, PRICES, type TradedMarket } from './traded-market.ts';

/**
 * Beyond this, products of money would no longer be exact: 45,035,996 in a currency of 8 decimals. An episode whose
 * account has outgrown it is truncated.
 */
export const LARGEST_WORTH = 2 ** 52;

/** All that changes. */
export interface MarketState {
  readonly accounts: Accounts;
  readonly windows: Windows;
  /** environments × bars of latency: targets on their way, −1 for none. */
  readonly underway: Float64Array;
  /** What the last step came to; see `MarketEnvironment`. */
  readonly worths: Float64Array;
  readonly turnovers: Float64Array;
  readonly rows: Int32Array;
  readonly markets: Int32Array;
}

export const createMarketState = (count: number, latencyBars: number): MarketState => ({
  accounts: createAccounts(count),
  windows: { market: new Int32Array(count), row: new Int32Array(count), end: new Int32Array(count) },
  underway: new Float64Array(count * latencyBars).fill(-1),
  worths: new Float64Array(count),
  turnovers: new Float64Array(count),
  rows: new Int32Array(count),
  markets: new Int32Array(count),
});

export interface MarketRun {
  readonly settings: MarketSettings;
  readonly traded: readonly TradedMarket[];
  readonly state: MarketState;
  /** Last decimals of one of the account's currency. */
  readonly moneyUnit: number;
  /** Filled anew by each step. */
  readonly step: MarketStep;
}

/** Asks for `weight`, in parts per billion, at the close that is seen, and goes on to the next one. */
export function stepMarket(
  run: MarketRun,
  index: number,
  weight: number,
  rewards: Float32Array,
  random: Random,
): Ending {
  const { settings, step, state } = run;
  const { accounts, windows } = state;
  const market = run.traded[windows.market[index] as number] as TradedMarket;
  const row = windows.row[index] as number;
  step.worthBefore = accounts.worth[index] as number;
  step.closeBefore = market.prices[row * PRICES + CLOSE] as number;
  step.closeAfter = market.prices[(row + 1) * PRICES + CLOSE] as number;
  step.asked = weight;
  const target = arrivingTarget(run, index, row, weight, random);
  if (target < 0) accounts.ordered[index] = 0;
  else orderTarget(market, accounts, index, step.closeBefore, target);
  fillOrder(market, accounts, index, row + 1);
  const held = accounts.held[index] as number;
  const worth = (accounts.cash[index] as number) + held * step.closeAfter * market.factor;
  accounts.worth[index] = worth;
  windows.row[index] = row + 1;
  step.worthAfter = worth;
  step.traded = accounts.traded[index] as number;
  step.bankrupt = worth < settings.cash * settings.episode.bankruptcyShare;
  writeReward(settings.reward, step, rewards, index);
  report(run, index);
  if (step.bankrupt) return TERMINATED;
  return row + 1 >= (windows.end[index] as number) || worth > LARGEST_WORTH ? TRUNCATED : RUNNING;
}

/** The target that reaches risk at this close; −1 for none. */
function arrivingTarget(
  { settings: { stress }, state: { underway } }: MarketRun,
  index: number,
  row: number,
  asked: number,
  random: Random,
): number {
  let target = asked;
  if (stress.latencyBars > 0) {
    const slot = index * stress.latencyBars + (row % stress.latencyBars);
    target = underway[slot] as number;
    underway[slot] = asked;
  }
  return stress.dropProbability > 0 && nextFloat(random) < stress.dropProbability ? -1 : target;
}

function report({ state, moneyUnit, step }: MarketRun, index: number): void {
  state.worths[index] = step.worthAfter / moneyUnit;
  state.turnovers[index] = step.traded / moneyUnit;
  state.rows[index] = state.windows.row[index] as number;
  state.markets[index] = state.windows.market[index] as number;
}
