// What of a bar counts for an order that came to rest while it ran. A bar does not say when it was where: the extreme
// that would be good for the order is taken to have come early, the bad one late (both against the trader).

import type { Micros, Price, Side } from '@tradingbot/domain';
import { hasPath, type RunningBar } from './running-bar.ts';

export interface CountedRange {
  /** The extreme that a target waits for: a buyer's low, a seller's high. `undefined` when it may have come before. */
  readonly good: Price | undefined;
  /** The extreme that a stop fears: a buyer's high, a seller's low. */
  readonly bad: Price | undefined;
}

/**
 * @param since when the order was first judged; at or before the open the whole bar is its
 * @param byPath whether a path of this bar is to be believed
 */
export function countedRange(bar: RunningBar, side: Side, since: Micros, byPath: boolean): CountedRange {
  const gone = since - bar.openTime;
  const good = side === 'buy' ? bar.low : bar.high;
  const bad = side === 'buy' ? bar.high : bar.low;
  if (gone <= 0) return { good, bad };
  if (byPath && hasPath(bar)) return rangeOfPath(bar, side, gone);
  return {
    good: 3 * gone <= bar.timeframe ? good : undefined,
    bad: 3 * gone <= 2 * bar.timeframe ? bad : undefined,
  };
}

/** What the path reaches after `gone`. */
function rangeOfPath({ path, pathStep, timeframe }: RunningBar, side: Side, gone: number): CountedRange {
  let high: Price | undefined;
  let low: Price | undefined;
  for (let i = Math.floor(gone / pathStep); i < path.length && (i + 1) * pathStep <= timeframe; i++) {
    const at = path[i] as Price;
    if (high === undefined || at > high) high = at;
    if (low === undefined || at < low) low = at;
  }
  return side === 'buy' ? { good: low, bad: high } : { good: high, bad: low };
}
