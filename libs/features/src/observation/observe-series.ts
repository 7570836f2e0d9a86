// The features of the market at the close of every bar of a series: an observer, run over columns.

import type { BarToObserve, ObservationColumn } from './columns.ts';
import type { ObservationPlan } from './observation-plan.ts';
import { createObserver } from './observer.ts';

export type SeriesColumn = Float64Array | Float32Array;

/**
 * Rows × `plan.marketCount`, row-major: row t is what an observer writes after bars 0 … t. Before row `plan.warmup − 1`
 * what is not there yet is 0, so no episode may begin there.
 * @param columns of one instrument, of equal length, by name
 * @throws RangeError when a column that the plan reads is missing, or not as long as the others
 */
export function observeSeries(
  plan: ObservationPlan,
  columns: Readonly<Partial<Record<ObservationColumn, SeriesColumn>>>,
): Float32Array {
  const names = plan.columns;
  const read = names.map((name) => {
    const column = columns[name];
    if (column !== undefined) return column;
    throw new RangeError(`The series has no ${name}, which the plan reads.`);
  });
  const rows = read[0]?.length ?? 0;
  for (const [at, column] of read.entries()) {
    if (column.length !== rows)
      throw new RangeError(`${names[at]} has ${column.length} rows, but ${names[0]} ${rows}.`);
  }
  const observer = createObserver(plan, plan.instruments[0]);
  const observations = new Float32Array(rows * plan.marketCount);
  const bar: Record<keyof BarToObserve, number> = emptyBar();
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < names.length; at++) {
      bar[names[at] as ObservationColumn] = (read[at] as SeriesColumn)[row] as number;
    }
    observer.update(bar);
    observer.writeMarket(observations, row * plan.marketCount);
  }
  return observations;
}

/** Prices that the plan does not read are of no consequence, but have to be numbers. */
function emptyBar(): Record<keyof BarToObserve, number> {
  return {
    open: 1,
    high: 1,
    low: 1,
    close: 1,
    volume: 0,
    taker_buy_base: NaN,
    quote_volume: NaN,
    trades: NaN,
    bid: NaN,
    ask: NaN,
    fear_greed: NaN,
    events: NaN,
  };
}
