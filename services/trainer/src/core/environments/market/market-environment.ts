// The market that is traded, as an environment: sees a close, names a target weight, has it filled at the next open.
// On the same actions an account here is worth, bar by bar, what the backtester says; docs/simulation.md is its contract.

import { InputError } from '@tradingbot/domain';
import type { VectorEnvironment } from '../../environment.ts';
import { episodes } from '../episode-driver.ts';
import { openAccount } from './accounts.ts';
import { beginWindow } from './episode-window.ts';
import { checkMarket, type Market } from './market.ts';
import { createMarketState, LARGEST_WORTH, stepMarket, type MarketRun } from './market-run.ts';
import type { MarketSettings } from './market-settings.ts';
import { checkTerms } from './market-terms.ts';
import { targetWeights, weightOf } from './target-weights.ts';
import { CLOSE, PRICES, tradedMarket, type TradedMarket } from './traded-market.ts';

export interface MarketEnvironment extends VectorEnvironment {
  /** What each account was worth at the close that the last step came to, in currency; also where an episode ended. */
  readonly worths: Float64Array;
  /** Value that was traded in the last step, in currency. */
  readonly turnovers: Float64Array;
  /** The number of that bar, and of its market. */
  readonly rows: Int32Array;
  readonly markets: Int32Array;
}

/**
 * `count` accounts, each alone with one instrument: what it trades moves no price, here as in the backtest.
 * An episode is terminated by bankruptcy, and truncated where its bars end or the account has outgrown what is counted
 * exactly; what is held then is not sold.
 * @param markets of one currency and with the same features; an episode draws one of them
 * @throws InputError for a market that cannot be trained in
 */
export function marketEnvironment(
  markets: readonly Market[],
  settings: MarketSettings,
  count: number,
): MarketEnvironment {
  const { width, tail, terms } = checkedFirst(markets, settings);
  const weights = targetWeights(settings.actions);
  const ranges = markets.map(({ range }) => range);
  const { latencyBars } = settings.stress;
  const state = createMarketState(count, latencyBars);
  const run: MarketRun = {
    settings,
    traded: markets.map((market) => tradedMarket(market, settings.stress)),
    state,
    moneyUnit: 10 ** terms.moneyScale,
    step: { worthBefore: 0, worthAfter: 0, closeBefore: 0, closeAfter: 0, traded: 0, asked: 0, bankrupt: false },
  };
  const environment = episodes({
    name: 'market',
    count,
    observations: width + tail.width,
    actionSpace: weights.actionSpace,
    state,
    begin(index, random) {
      beginWindow(ranges, settings.episode, state.windows, index, random);
      openAccount(state.accounts, index, settings.cash);
      state.underway.fill(-1, index * latencyBars, (index + 1) * latencyBars);
    },
    act: (index, actions, rewards, random) =>
      stepMarket(run, index, weightOf(weights, actions[index] as number), rewards, random),
    observe: (index, observations, at) => observe(run, index, observations, at),
  });
  const { worths, turnovers, rows, markets: marketOf } = state;
  return { ...environment, worths, turnovers, rows, markets: marketOf };
}

/** The features of the close that is seen, then the account. */
function observe({ traded, state, moneyUnit }: MarketRun, index: number, observations: Float32Array, at: number): void {
  const { accounts, windows } = state;
  const market = traded[windows.market[index] as number] as TradedMarket;
  const { features, width, tail } = market;
  const row = windows.row[index] as number;
  copyFeatures(features, row * width, width, observations, at);
  const cash = accounts.cash[index] as number;
  const worth = accounts.worth[index] as number;
  // The doubles that a strategy has of its book and its bar, so that it sees in trading what it saw here.
  const positionValue =
    ((accounts.held[index] as number) / market.qtyUnit) *
    ((market.prices[row * PRICES + CLOSE] as number) / market.priceUnit);
  const ratio = accounts.fillRatio[index] as number;
  tail.write(cash / moneyUnit, positionValue, worth / moneyUnit, ratio, observations, at + width);
}

/** Four at a time: most of what a step costs is this. */
function copyFeatures(from: Float32Array, start: number, width: number, to: Float32Array, at: number): void {
  let i = 0;
  for (; i + 3 < width; i += 4) {
    to[at + i] = from[start + i] as number;
    to[at + i + 1] = from[start + i + 1] as number;
    to[at + i + 2] = from[start + i + 2] as number;
    to[at + i + 3] = from[start + i + 3] as number;
  }
  for (; i < width; i++) to[at + i] = from[start + i] as number;
}

function checkedFirst(markets: readonly Market[], { cash }: MarketSettings): Market {
  const [first] = markets;
  if (first === undefined)
    throw new InputError('data', 'there is no market to train in', 'name files under `data.paths`');
  for (const market of markets) {
    checkMarket(market);
    checkTerms(market.terms);
    if (market.width !== first.width || market.tail.width !== first.tail.width)
      throw new InputError(market.terms.instrument.symbol, 'has other features than the first market');
    if (market.terms.moneyScale !== first.terms.moneyScale)
      throw new InputError(market.terms.instrument.symbol, 'has another currency scale than the first market');
  }
  if (!(cash > 0 && cash <= LARGEST_WORTH))
    throw new InputError('portfolio.cash', 'is not an amount that training counts exactly', 'begin with less');
  return first;
}
