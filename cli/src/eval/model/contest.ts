// One execution profile: the policy and its rivals on every range, once for each seed, on the same bars.

import {
  detached,
  replanned,
  runOnRange,
  type BarRange,
  type EquityPoint,
  type RangeRun,
} from '@tradingbot/backtester/research';
import type { LoadedStrategy, RunPlan } from '@tradingbot/backtester/run';
import type { HeldSeries } from '@tradingbot/bars/files';
import { explained } from '../../backtest/explained.ts';
import { traceTargets } from './named-targets.ts';
import { RANDOM, randomPolicy } from './random-policy.ts';

export interface ContestGround {
  /** Of the policy under the profile. */
  readonly plan: RunPlan;
  readonly held: HeldSeries;
  readonly ranges: readonly BarRange[];
  readonly seeds: readonly number[];
  /** Strategies that are compared with it. */
  readonly rivals: readonly LoadedStrategy[];
  readonly onRun: () => void;
  readonly signal: AbortSignal;
}

export interface ContestRun {
  readonly contestant: string;
  readonly seed: number;
  /** From 1. */
  readonly fold: number;
  readonly range: BarRange;
  readonly metrics: RangeRun['metrics'];
  readonly points: readonly EquityPoint[];
}

/** How many runs a contest takes. */
export const runsIn = ({ ranges, seeds, rivals }: Pick<ContestGround, 'ranges' | 'seeds' | 'rivals'>): number =>
  ranges.length * seeds.length * (rivals.length + 2);

/** The policy first, the random policy last. @throws InputError when a strategy breaks down */
export async function contest(ground: ContestGround): Promise<ContestRun[]> {
  const { plan, held, ranges, seeds, rivals, onRun, signal } = ground;
  const [policy] = plan.strategies;
  const runs: ContestRun[] = [];
  if (policy === undefined) return runs;
  const base = detached(plan);
  const symbols = plan.catalog.instruments.map(({ symbol }) => symbol);
  for (const seed of seeds) {
    for (const [at, range] of ranges.entries()) {
      const { observer, targets } = traceTargets(symbols.length, range.from);
      const run = async (strategy: LoadedStrategy, isWatched = false): Promise<void> => {
        const planned = replanned(base, { ...plan.config, seed }, [strategy]);
        const options = { signal, observers: isWatched ? [observer] : [] };
        const { metrics, points } = await explained([strategy], () => runOnRange(planned, held, range, options));
        runs.push({ contestant: strategy.name, seed, fold: at + 1, range, metrics, points });
        onRun();
      };
      await run(policy, true);
      for (const rival of rivals) await run(rival);
      const definition = randomPolicy(targets, symbols, range.from, seed * ranges.length + at);
      await run({ name: RANDOM, use: RANDOM, definition, params: {}, codeHash: '' });
    }
  }
  return runs;
}
