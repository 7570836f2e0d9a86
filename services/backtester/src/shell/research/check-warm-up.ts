// Is a strategy's warm-up long enough? The run is started later: what is wanted then must soon be what was wanted anyway.

import { seriesOfHeld, type HeldSeries } from '@tradingbot/bars/files';
import type { RunPlan } from '../plan-run.ts';
import { createDecisionTrace } from './decision-trace.ts';
import { rangeOf } from './held-range.ts';
import { playInMemory } from './run-in-memory.ts';

export interface WarmUpNote {
  /** The longest warm-up that the strategies ask for, in bars. */
  readonly declared: number;
  /** After how many bars of the late start all targets were those of the full run. */
  readonly settledAfter: number;
  /** One of the late starts never came to the same targets. */
  readonly neverSettled: boolean;
}

/** Starts are moved to these shares of the run. */
const LATE_STARTS = [0.25, 0.5, 0.7];

/**
 * Targets are compared as they stand at each close, not as they are named: who starts later names what he wants anew.
 * A strategy that decides by what it holds may settle late although its indicators are warm.
 */
export async function checkWarmUp(plan: RunPlan, held: HeldSeries, signal?: AbortSignal): Promise<WarmUpNote> {
  const declared = Math.max(1, ...plan.strategies.map(({ definition, params }) => definition.warmup?.(params) ?? 1));
  const [first] = held.series;
  const note = { declared, settledAfter: 0, neverSettled: false };
  if (first === undefined || first.length < 4 * declared) return note;
  const full = await targetsAt(plan, held, signal);
  let settledAfter = 0;
  let neverSettled = false;
  for (const share of LATE_STARTS) {
    const start = Math.floor(share * first.length);
    const from = first.openTime[start] as number;
    const late = await targetsAt(plan, rangeOf(held, { from, to: Infinity }), signal);
    const closes = Array.from(first.openTime.subarray(start + declared - 1), (open) => open + first.timeframe);
    const last = closes.findLastIndex((close) => standingAt(full, close) !== standingAt(late, close));
    settledAfter = Math.max(settledAfter, declared + last);
    if (last >= 0 && last === closes.length - 1) neverSettled = true;
  }
  return { declared, settledAfter: Math.max(settledAfter, declared), neverSettled };
}

interface Standing {
  readonly time: number;
  /** All targets that stand, by strategy and instrument. */
  readonly text: string;
}

async function targetsAt(plan: RunPlan, held: HeldSeries, signal: AbortSignal | undefined): Promise<Standing[]> {
  const trace = createDecisionTrace(plan.catalog);
  await playInMemory(plan, seriesOfHeld(held), {
    observers: [trace],
    unfinished: true,
    ...(signal === undefined ? {} : { signal }),
  });
  const standing = new Map<string, string>();
  return trace.decisions
    .filter(({ type }) => type === 'signal.target')
    .map(({ time, payload }) => {
      const { strategy, instrument, target } = JSON.parse(payload) as Record<string, unknown>;
      standing.set(`${String(strategy)} ${String(instrument)}`, isNothing(target) ? '' : JSON.stringify(target));
      return {
        time,
        text: [...standing]
          .filter(([, is]) => is !== '')
          .sort()
          .join(' '),
      };
    });
}

/** A target of nothing is what stands before the first one. */
const isNothing = (target: unknown): boolean =>
  Object.entries(target as object).some(([key, value]) => key !== 'kind' && Number(value) === 0);

function standingAt(targets: readonly Standing[], time: number): string {
  let low = 0;
  let high = targets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((targets[middle] as Standing).time <= time) low = middle + 1;
    else high = middle;
  }
  return targets[low - 1]?.text ?? '';
}
