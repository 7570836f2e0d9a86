// How far and how long an equity curve stood below its peak, from one pass over it.

export interface Drawdown {
  /** Depth as a share of the peak, negative; 0 when equity never fell. */
  readonly depth: number;
  /** Times as they were given: of the peak, the lowest point, and of the return to the peak; `undefined` when it did not. */
  readonly start: number;
  readonly trough: number;
  readonly recovered: number | undefined;
  /** From the peak to the return, or to the last sample. */
  readonly length: number;
}

export interface Drawdowns {
  /** `undefined` when equity never fell. Of equally deep ones the first. */
  readonly deepest: Drawdown | undefined;
  readonly longest: Drawdown | undefined;
}

export interface DrawdownMeter {
  start(time: number, equity: number): void;
  /** So much more has been there from the start; falls that are over stay as they were told. */
  restate(more: number): void;
  /** @returns how far below the peak so far, ≤ 0 */
  sample(time: number, equity: number): number;
  result(): Drawdowns;
}

/** Places in the array of the meter. */
const PEAK = 0;
const PEAK_TIME = 1;
const LATEST_TIME = 2;
const DEPTH = 3;
const TROUGH = 4;

/**
 * A peak of zero or less has no share to fall by: the drawdown there is 0. Numbers that change with every sample stand in
 * an array of doubles: there, unlike in a variable of a closure, changing one allocates nothing.
 */
export function createDrawdownMeter(): DrawdownMeter {
  // Of the fall in hand; it is none while its depth is 0.
  const now = new Float64Array(5);
  let deepest: Drawdown | undefined;
  let longest: Drawdown | undefined;

  function end(recovered: number | undefined): void {
    const depth = now[DEPTH] as number;
    const start = now[PEAK_TIME] as number;
    const until: number = recovered ?? now[LATEST_TIME] ?? 0;
    const length = until - start;
    const fall: Drawdown = { depth, start, trough: now[TROUGH] as number, recovered, length };
    if (deepest === undefined || depth < deepest.depth) deepest = fall;
    if (longest === undefined || length > longest.length) longest = fall;
  }

  return {
    start(time, equity) {
      now[PEAK] = equity;
      now[PEAK_TIME] = now[LATEST_TIME] = time;
    },
    restate(more) {
      now[PEAK] = (now[PEAK] as number) + more;
    },
    sample(time, equity) {
      const peak = now[PEAK] as number;
      now[LATEST_TIME] = time;
      if (equity >= peak) {
        if ((now[DEPTH] as number) < 0) {
          end(time);
          now[DEPTH] = 0;
        }
        now[PEAK] = equity;
        now[PEAK_TIME] = time;
        return 0;
      }
      if (peak <= 0) return 0;
      const drawdown = equity / peak - 1;
      if (drawdown < (now[DEPTH] as number)) {
        now[DEPTH] = drawdown;
        now[TROUGH] = time;
      }
      return drawdown;
    },
    result() {
      const before = { deepest, longest };
      if ((now[DEPTH] as number) < 0) end(undefined);
      const found = { deepest, longest };
      ({ deepest, longest } = before);
      return found;
    },
  };
}
