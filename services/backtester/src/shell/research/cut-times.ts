// Where the future is cut off: spread over the run, and at the bars around its decisions.

import type { HeldSeries } from '@tradingbot/bars/files';
import type { TracedDecision } from './decision-trace.ts';

/** All instants when there are no more than these; else so many spread and so many around decisions. */
const FEW = 200;
const SPREAD = 32;
const AROUND = 48;

/** @returns times at which bars close, rising */
export function cutTimes(held: HeldSeries, decisions: readonly TracedDecision[]): number[] {
  const closes = instantsOf(held);
  if (closes.length <= FEW) return closes;
  const chosen = new Set<number>(evenly(closes, SPREAD));
  const places = new Map(closes.map((time, at) => [time, at]));
  const decided = [...new Set(decisions.map(({ time }) => time))];
  for (const time of evenly(decided, AROUND)) {
    const at = places.get(time);
    if (at === undefined) continue;
    // At the decision, and one bar before it: what is decided next may be known too early.
    for (const near of [at - 1, at]) if (near >= 0) chosen.add(closes[near] as number);
  }
  return [...chosen].sort((a, b) => a - b);
}

function instantsOf({ series }: HeldSeries): number[] {
  const closes = new Set<number>();
  for (const { openTime, timeframe, length } of series) {
    for (let row = 0; row < length; row++) closes.add((openTime[row] as number) + timeframe);
  }
  return [...closes].sort((a, b) => a - b);
}

/** Up to `count` of `values`, evenly apart, the last one always. */
function evenly(values: readonly number[], count: number): number[] {
  const many = Math.min(count, values.length);
  return Array.from({ length: many }, (_, at) => values[Math.floor(((at + 1) * values.length) / many) - 1] as number);
}
