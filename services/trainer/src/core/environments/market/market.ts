// A market to train in: the bars of one instrument between splits, and what is seen at the close of each.
// Its arrays may lie in memory that several threads share; nobody writes to them.

import { InputError } from '@tradingbot/domain';
import type { AccountTail } from './account-tail.ts';
import type { MarketTerms } from './market-terms.ts';
import { sharedDoubles, sharedFloats } from './shared-memory.ts';

export interface Market {
  readonly terms: MarketTerms;
  /** Integers at the price scale. Neither splits nor dividends happen within these bars. */
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** rows × width, scaled and finite: row t is what is known at the close of bar t, and no more. */
  readonly features: Float32Array;
  /** Numbers of a row of `features`. */
  readonly width: number;
  /** What an observation says of the account, after the features. */
  readonly tail: AccountTail;
  /** Episodes see the closes of these bars: from the first on, before the last. What warms up comes before them. */
  readonly range: BarRange;
}

/** Bars by number: from `from` on, before `to`. */
export interface BarRange {
  readonly from: number;
  readonly to: number;
}

/** @throws InputError where the arrays do not fit each other, or there is nothing to step through */
export function checkMarket({ terms, open, high, low, close, features, width, range }: Market): void {
  const { symbol } = terms.instrument;
  const rows = close.length;
  if (open.length !== rows || high.length !== rows || low.length !== rows || features.length !== rows * width)
    throw new InputError(symbol, `columns and features of ${rows} bars differ in length`);
  if (range.from < 0 || range.to > rows || range.to - range.from < 2)
    throw new InputError(
      symbol,
      `an episode needs two bars at least, but bars ${range.from} to ${range.to} of ${rows} were asked for`,
      'take more data, or a shorter warm-up',
    );
  for (let row = range.from; row < range.to; row++) {
    if (!((open[row] as number) > 0 && (close[row] as number) > 0))
      throw new InputError(symbol, `bar ${row} has no price`);
  }
  for (let at = range.from * width; at < range.to * width; at++) {
    if (!Number.isFinite(features[at]))
      throw new InputError(symbol, `feature ${at % width} of bar ${Math.floor(at / width)} is not a finite number`);
  }
}

/** The same market with its arrays in memory that threads share. */
export function sharedMarket(market: Market): Market {
  const { open, high, low, close, features } = market;
  return {
    ...market,
    open: sharedDoubles(open),
    high: sharedDoubles(high),
    low: sharedDoubles(low),
    close: sharedDoubles(close),
    features: sharedFloats(features),
  };
}
