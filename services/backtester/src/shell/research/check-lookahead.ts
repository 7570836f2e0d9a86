// Does a strategy know the future? The future is cut off, and then replaced by another one: what was decided before must
// stay the same. It proves a leak, never its absence: a cut that was not made may have found one.

import type { TimelineListener } from '@tradingbot/bars';
import { seriesOfHeld, type HeldSeries } from '@tradingbot/bars/files';
import type { RunPlan } from '../plan-run.ts';
import { cutTimes } from './cut-times.ts';
import { createDecisionTrace, decidedUntil, isSameDecision, type TracedDecision } from './decision-trace.ts';
import { cutBars, perturbBars } from './held-range.ts';
import { playInMemory } from './run-in-memory.ts';

export interface LookaheadRequest {
  /** The plan as someone has it who knows nothing from `cut` on, whose files are cut off too; `undefined` for all of it. */
  planAt(cut: number | undefined): Promise<RunPlan>;
  readonly held: HeldSeries;
  /** What is made of the bars before they are played; as they are when left out. */
  readonly feed?: (held: HeldSeries) => HeldSeries;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface Leak {
  /** Nothing from this time on was known in the run that decided otherwise, in microseconds. */
  readonly cut: number;
  /** `cut`: the future was missing; `changed`: it was another one; `repeated`: it was the same run once more. */
  readonly future: 'cut' | 'changed' | 'repeated';
  /** When the first decision that differs was made. */
  readonly time: number;
  /** `null`: nothing was decided. */
  readonly withFuture: TracedDecision | null;
  readonly withoutFuture: TracedDecision | null;
}

export interface LookaheadReport {
  readonly cuts: number;
  readonly decisions: number;
  /** The earliest decision that hangs on the future. */
  readonly leak: Leak | null;
}

/** @throws StrategyFailure */
export async function checkLookahead(request: LookaheadRequest): Promise<LookaheadReport> {
  const { held, planAt, feed = (bars) => bars } = request;
  const whole = await planAt(undefined);
  const full = await decisionsOf(whole, feed(held), Infinity, request.signal);
  // What a run leaves behind outside its state would reach the runs below, and every sweep.
  const again = leakOf(Infinity, 'repeated', full, await decisionsOf(whole, feed(held), Infinity, request.signal));
  if (again !== undefined) return { cuts: 0, decisions: full.length, leak: { ...again, cut: again.time } };
  const cuts = cutTimes(held, full);
  let leak: Leak | null = null;
  let done = 0;
  const note = (found: Leak | undefined): void => {
    if (found !== undefined && (leak === null || found.time < leak.time)) leak = found;
  };
  for (const cut of cuts) {
    const plan = await planAt(cut);
    const without = await decisionsOf(plan, feed(cutBars(held, cut)), cut, request.signal);
    note(leakOf(cut, 'cut', full, without));
    const other = await decisionsOf(plan, feed(perturbBars(held, cut)), cut, request.signal);
    note(leakOf(cut, 'changed', full, other));
    request.onProgress?.((done += 1), cuts.length);
    // Later cuts find nothing earlier.
    if (leak !== null && (leak as Leak).time < cut) break;
  }
  return { cuts: done, decisions: full.length, leak };
}

function leakOf(
  cut: number,
  future: Leak['future'],
  full: readonly TracedDecision[],
  other: readonly TracedDecision[],
): Leak | undefined {
  const known = decidedUntil(full, cut);
  const again = decidedUntil(other, cut);
  for (let at = 0; at < Math.max(known.length, again.length); at++) {
    const [was, is] = [known[at], again[at]];
    if (isSameDecision(was, is)) continue;
    const time = Math.min(was?.time ?? Infinity, is?.time ?? Infinity);
    // Of two that differ only the earlier one was made at that time.
    const then = (one: TracedDecision | undefined): TracedDecision | null => (one?.time === time ? one : null);
    return { cut, future, time, withFuture: then(was), withoutFuture: then(is) };
  }
  return undefined;
}

async function decisionsOf(
  plan: RunPlan,
  held: HeldSeries,
  cut: number,
  signal: AbortSignal | undefined,
): Promise<readonly TracedDecision[]> {
  const trace = createDecisionTrace(plan.catalog);
  await playInMemory(plan, seriesOfHeld(held), {
    observers: [trace],
    gate: (engine) => until(engine, cut),
    unfinished: true,
    ...(signal === undefined ? {} : { signal }),
  });
  return trace.decisions;
}

/** Plays what closes until `cut` and what opens before it; all else is not said. */
function until(engine: TimelineListener, cut: number): TimelineListener {
  let now = -Infinity;
  return {
    begins: (series) => engine.begins?.(series),
    instant(time) {
      now = time;
      if (now <= cut) engine.instant(time);
    },
    closed: (series, chunk, row) => {
      if (now <= cut) engine.closed(series, chunk, row);
    },
    closesDone: () => {
      if (now <= cut) engine.closesDone();
    },
    opened: (series, chunk, row) => {
      if (now < cut) engine.opened(series, chunk, row);
    },
    opensDone: () => {
      if (now < cut) engine.opensDone();
    },
  };
}
