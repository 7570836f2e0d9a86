// A combination on the test range of a fold. It sees bars before that range to warm up, and may not act on them.

import {
  createEquityCurve,
  daysPerYearOf,
  rangeOf,
  replanned,
  runInMemory,
  type Combination,
  type EquityPoint,
  type Fold,
} from '@tradingbot/backtester/research';
import type { LoadedStrategy } from '@tradingbot/backtester/run';
import { seriesOfHeld, type HeldSeries } from '@tradingbot/bars/files';
import { InputError } from '@tradingbot/domain';
import { explained } from '../backtest/explained.ts';
import { combinationLoader, figuresOf, type Figures } from './combination-run.ts';
import type { SweepPlan } from './sweep-plan.ts';

export interface FoldTest {
  readonly figures: Figures | null;
  readonly points: readonly EquityPoint[];
  /** One sentence, when the strategy broke down. */
  readonly why: string | null;
}

/** So many times its own warm-up a strategy sees: an average that never forgets has forgotten its start by then. */
const WARM_UPS = 4;

export interface FoldTester {
  (fold: Fold, values: Combination): Promise<FoldTest>;
  readonly daysPerYear: number;
}

export function createFoldTest({ ground, plan }: SweepPlan, signal: AbortSignal): FoldTester {
  const load = combinationLoader(ground.options);
  const test = async ({ test: range }: Fold, values: Combination): Promise<FoldTest> => {
    const { config, strategies } = await load(values);
    const lead = Math.min(WARM_UPS * longestWarmUp(strategies), barsBefore(ground.held, range.from));
    // The core passes nothing on before that many bars of a symbol, whichever function names a target.
    const patient = strategies.map((strategy) => waiting(strategy, lead));
    const curve = createEquityCurve(plan.catalog);
    try {
      const { metrics } = await explained(strategies, () =>
        runInMemory(replanned(ground.plan, config, patient), seriesOfHeld(rangeOf(ground.held, range, lead)), {
          figuresFrom: range.from,
          // What a fold holds at its end is sold there: the next one begins with money alone.
          closeAtEnd: true,
          sink: curve.sink,
          signal,
        }),
      );
      return { figures: figuresOf(metrics), points: curve.points, why: null };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { figures: null, points: [], why: error.message };
    }
  };
  return Object.assign(test, { daysPerYear: daysPerYearOf(plan.catalog) });
}

const longestWarmUp = (strategies: readonly LoadedStrategy[]): number =>
  Math.max(1, ...strategies.map(({ definition, params }) => definition.warmup?.(params) ?? 1));

/** The fewest that a series has before `time`, of those that have any. One that begins later waits within the range. */
function barsBefore({ series }: HeldSeries, time: number): number {
  const counts = series.map(({ openTime, length }) => {
    const first = openTime.subarray(0, length).findIndex((open) => open >= time);
    return first < 0 ? length : first;
  });
  const some = counts.filter((count) => count > 0);
  return some.length === 0 ? 0 : Math.min(...some);
}

function waiting(strategy: LoadedStrategy, lead: number): LoadedStrategy {
  const declared = strategy.definition.warmup?.(strategy.params) ?? 1;
  const warmup = (): number => Math.max(declared, lead + 1);
  return {
    ...strategy,
    definition: Object.create(strategy.definition, { warmup: { value: warmup } }) as LoadedStrategy['definition'],
  };
}
