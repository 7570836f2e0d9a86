// A plan on a part of its bars: strategies see bars before it to warm up, and may not act on them.

import { seriesOfHeld, type HeldSeries } from '@tradingbot/bars/files';
import type { Observer } from '@tradingbot/core';
import type { RunPlan } from '../plan-run.ts';
import type { LoadedStrategy } from '../request.ts';
import type { Metrics } from '../results.ts';
import { createEquityCurve } from './equity-curve.ts';
import { firstFrom, rangeOf, type BarRange } from './held-range.ts';
import { runInMemory } from './run-in-memory.ts';
import type { EquityPoint } from './stitch.ts';

export interface RangeRun {
  /** Of the range alone. */
  readonly metrics: Metrics;
  readonly points: readonly EquityPoint[];
}

export interface RangeOptions {
  readonly observers?: readonly Observer[];
  readonly signal?: AbortSignal;
}

/** So many times its own warm-up a strategy sees: an average that never forgets has forgotten its start by then. */
const WARM_UPS = 4;

/** What is held at the end of the range is sold there. @throws StrategyFailure; the reason of the signal */
export async function runOnRange(
  plan: RunPlan,
  held: HeldSeries,
  range: BarRange,
  { observers = [], signal }: RangeOptions = {},
): Promise<RangeRun> {
  const lead = leadOf(plan, held, range);
  // The core passes nothing on before that many bars of a symbol, whichever function names a target.
  const strategies = plan.strategies.map((strategy) => waiting(strategy, lead));
  const curve = createEquityCurve(plan.catalog);
  const { metrics } = await runInMemory({ ...plan, strategies }, seriesOfHeld(rangeOf(held, range, lead)), {
    figuresFrom: range.from,
    closeAtEnd: true,
    sink: curve.sink,
    observers,
    ...(signal === undefined ? {} : { signal }),
  });
  return { metrics, points: curve.points };
}

/** Bars before the range that each symbol is shown: as many as are wanted, or as the one with the fewest has. */
export function leadOf(
  { strategies }: Pick<RunPlan, 'strategies'>,
  { series }: HeldSeries,
  { from }: BarRange,
): number {
  const wanted = Math.max(1, ...strategies.map(warmupOf)) * WARM_UPS;
  // One that begins later waits within the range.
  const before = series.map((bars) => firstFrom(bars, from)).filter((count) => count > 0);
  return Math.min(wanted, ...before, ...(before.length === 0 ? [0] : []));
}

const warmupOf = ({ definition, params }: LoadedStrategy): number => definition.warmup?.(params) ?? 1;

function waiting(strategy: LoadedStrategy, lead: number): LoadedStrategy {
  const bars = Math.max(warmupOf(strategy), lead + 1);
  return {
    ...strategy,
    definition: Object.create(strategy.definition, { warmup: { value: () => bars } }) as LoadedStrategy['definition'],
  };
}
