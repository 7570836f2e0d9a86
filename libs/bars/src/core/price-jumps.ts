// Opens at a half, a third, a quarter … of the close before, as a split makes them: found while bars are read.

import type { CorporateAction } from './actions/corporate-action.ts';
import type { BarChunk } from './bar-series.ts';

export interface PriceJump {
  /** When the bar opens, in microseconds. */
  readonly at: number;
  /** How many times lower it opens; below 1 for how many times higher, 0.25 for four. */
  readonly fold: number;
}

/** The jumps of one series, filled as it is read; when it is read again, they are counted anew. */
export interface PriceJumps {
  readonly symbol: string;
  count: number;
  first: PriceJump | undefined;
}

export const noJumps = (symbol: string): PriceJumps => ({ symbol, count: 0, first: undefined });

export interface JumpWatch {
  /** Bars in time order; chunk after chunk. */
  see(bars: BarChunk): void;
}

/** So many new shares for one, or one for so many old ones: what companies choose. */
const FOLDS = [2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50, 100];
/** What the market adds overnight. */
const TOLERANCE = 0.03;

/**
 * @param actions what is known of the company: on the day of a split a jump is no question
 */
export function createJumpWatch(actions: readonly CorporateAction[], jumps: PriceJumps): JumpWatch {
  const splits = actions.filter(({ kind }) => kind === 'split').map(({ from }) => from);
  let close = NaN;
  let openedAt = NaN;

  function see({ length, openTime, open, close: closes }: BarChunk): void {
    for (let row = 0; row < length; row++) {
      const ratio = (open[row] as number) / close;
      // Of nearly all bars nothing more is asked.
      if (ratio < 0.52 || ratio > 1.94) notice(openTime[row] as number, ratio);
      close = closes[row] as number;
      openedAt = openTime[row] as number;
    }
  }

  function notice(at: number, ratio: number): void {
    const falls = ratio < 1;
    const fold = FOLDS.find((times) => Math.abs((falls ? ratio * times : ratio / times) - 1) <= TOLERANCE);
    if (fold === undefined || splits.some((from) => from > openedAt && from <= at)) return;
    jumps.count += 1;
    jumps.first ??= { at, fold: falls ? fold : 1 / fold };
  }

  return { see };
}
