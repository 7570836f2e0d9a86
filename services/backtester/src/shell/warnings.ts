// What whoever reads a run's figures should know about them.

import type { OpenedBars } from '@tradingbot/bars/files';
import type { Catalog } from '@tradingbot/contracts';
import { formatMicros, MICROS_PER_DAY } from '@tradingbot/domain';
import type { RunFigures } from '../core/index.ts';

/** Longer than any regular closing of a market: a weekend with holidays on both sides. */
const LONGEST_BREAK = 5 * MICROS_PER_DAY;

/** What the events of a run tell: the same for everybody who has them. */
export function warningsOf(
  { instruments }: Catalog,
  synthetic: boolean,
  { trades, lastTime, lastBarAt }: RunFigures,
): string[] {
  const warnings: string[] = [];
  if (synthetic) warnings.push('the data is synthetic: made by a generator, not recorded from a market');
  instruments.forEach(({ symbol }, index) => {
    const end = lastBarAt[index] ?? -1;
    if (end >= lastTime - LONGEST_BREAK) return;
    warnings.push(
      end === -1
        ? `${symbol} has no bar: what was held or ordered then stayed so`
        : `the bars of ${symbol} end at ${formatMicros(end)}: what was held or ordered then stayed so`,
    );
  });
  if (trades === 0) warnings.push('no round trip was completed');
  else if (trades < 30) warnings.push(`only ${trades} round trips: too few to judge a strategy by`);
  return warnings;
}

/** What only who read the files knows. */
export function readingWarnings({ outsideSession: { count, first } }: OpenedBars): string[] {
  return count === 0 ? [] : [`${count} bars outside trading sessions left out, first ${first}`];
}
