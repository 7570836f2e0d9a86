// The groups of a market, one by one as they are asked for: nothing is played ahead of who appends it.

import { stepTimeline } from '@tradingbot/bars/files';
import type { BarSeries } from '@tradingbot/bars';
import { serialiserFor, type Catalog } from '@tradingbot/contracts';
import type { TradingRules } from '@tradingbot/domain';
import { setImmediate } from 'node:timers/promises';
import { createGroups, createMarketFacts, type Group, type ResumePoint } from '../core/index.ts';

export interface Market {
  readonly catalog: Catalog;
  /** Per instrument, oldest first. */
  readonly rules: readonly (readonly TradingRules[])[];
  readonly series: readonly BarSeries[];
}

/**
 * The groups that come after the resume point. One chunk of bars per series is held.
 * @param signal stops it, also while it passes over what is recorded
 * @throws InputError when the data is not that of the journal
 */
export async function* groupsOf(market: Market, resume: ResumePoint, signal: AbortSignal): AsyncGenerator<Group> {
  const groups = createGroups(serialiserFor(market.catalog), resume);
  const facts = createMarketFacts(market.catalog, market.rules, groups);
  facts.opening(resume.openedAt);
  // Made bars are never waited for: signals come in between chunks.
  const pause = async (): Promise<void> => void (await setImmediate());
  const steps = stepTimeline(market.series, facts, pause);
  try {
    while ((await steps.next()).done !== true) {
      if (signal.aborted) return;
      for (let group = groups.take(); group !== undefined; group = groups.take()) yield group;
    }
  } finally {
    await steps.return(undefined);
  }
  groups.end();
}
