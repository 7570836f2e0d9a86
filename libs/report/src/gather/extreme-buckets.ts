// Thins a series of any length to a bounded one while it is written: of each bucket the lowest and the highest equity and
// the deepest drawdown are kept. When all buckets are full, two become one, so memory never grows.

export interface EquityRow {
  readonly time: number;
  readonly equity: number;
  readonly benchmark: number;
  readonly drawdown: number;
}

export interface ExtremeBuckets {
  add(time: number, equity: number, drawdown: number): void;
  /** Oldest first: at most three rows of each bucket, and always the first and the last row. */
  rows(): readonly EquityRow[];
}

/** Columns of a bucket's three rows: time, equity, benchmark, drawdown. */
const WIDTH = 4;
const LOWEST = 0;
const HIGHEST = WIDTH;
const DEEPEST = 2 * WIDTH;
const BUCKET = 3 * WIDTH;

/**
 * @param most buckets that are kept; even
 * @param benchmark what the row of the sample in hand is to have; asked for only when a row is kept
 */
export function createExtremeBuckets(most: number, benchmark: () => number): ExtremeBuckets {
  const kept = new Float64Array(most * BUCKET);
  const first = new Float64Array(WIDTH);
  const last = new Float64Array(WIDTH);
  let samplesPerBucket = 1;
  let bucket = -1;
  let inBucket = 0;
  let isEmpty = true;

  function put(target: Float64Array, at: number, time: number, equity: number, drawdown: number): void {
    target[at] = time;
    target[at + 1] = equity;
    target[at + 2] = benchmark();
    target[at + 3] = drawdown;
  }

  /** Takes the row at `from` into the row at `to` where it is the greater extreme. */
  function mergePair(from: number, to: number): void {
    const copy = (at: number): void => void kept.copyWithin(to + at, from + at, from + at + WIDTH);
    if (at(from + LOWEST + 1) < at(to + LOWEST + 1)) copy(LOWEST);
    if (at(from + HIGHEST + 1) > at(to + HIGHEST + 1)) copy(HIGHEST);
    if (at(from + DEEPEST + 3) < at(to + DEEPEST + 3)) copy(DEEPEST);
  }
  const at = (index: number): number => kept[index] as number;

  function halve(): void {
    for (let pair = 0; pair < most / 2; pair++) {
      const to = pair * BUCKET;
      const from = 2 * to;
      kept.copyWithin(to, from, from + BUCKET);
      mergePair(from + BUCKET, to);
    }
    bucket = most / 2 - 1;
    samplesPerBucket *= 2;
  }

  function add(time: number, equity: number, drawdown: number): void {
    if (isEmpty) put(first, 0, time, equity, drawdown);
    isEmpty = false;
    last[0] = time;
    last[1] = equity;
    last[3] = drawdown;
    if (bucket === -1 || inBucket === samplesPerBucket) {
      if (bucket === most - 1) halve();
      bucket += 1;
      inBucket = 0;
    }
    const row = bucket * BUCKET;
    const isNew = inBucket === 0;
    inBucket += 1;
    if (isNew || equity < at(row + LOWEST + 1)) put(kept, row + LOWEST, time, equity, drawdown);
    if (isNew || equity > at(row + HIGHEST + 1)) put(kept, row + HIGHEST, time, equity, drawdown);
    if (isNew || drawdown < at(row + DEEPEST + 3)) put(kept, row + DEEPEST, time, equity, drawdown);
  }

  return {
    add,
    rows() {
      const byTime = new Map<number, EquityRow>();
      const take = (source: Float64Array, index: number): void => {
        const [time = 0, equity = 0, benchmark = 0, drawdown = 0] = source.subarray(index, index + WIDTH);
        byTime.set(time, { time, equity, benchmark, drawdown });
      };
      if (isEmpty) return [];
      take(first, 0);
      for (let index = 0; index < (bucket + 1) * BUCKET; index += WIDTH) take(kept, index);
      last[2] = benchmark();
      take(last, 0);
      return [...byTime.values()].sort((a, b) => a.time - b.time);
    },
  };
}
