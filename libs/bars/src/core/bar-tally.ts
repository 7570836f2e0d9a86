// What a file holds, told by one pass over its symbols and times: how many bars of whom, from when to when.

/** The bars of one symbol in one file. */
export interface SymbolSpan {
  readonly symbol: string;
  readonly bars: number;
  /** Earliest and latest open time, in microseconds. */
  readonly first: number;
  readonly last: number;
  /** The smallest time between bars that follow each other, among the first ones; `undefined` for a single bar. */
  readonly step: number | undefined;
}

export interface BarTally {
  /** The index to count a symbol's bars by. */
  indexOf(symbol: string): number;
  count(index: number, time: number): void;
  /** In order of appearance. */
  spans(): SymbolSpan[];
}

/** Steps are measured among so many bars of a symbol. */
const MEASURED = 16_384;

interface Count {
  readonly symbol: string;
  bars: number;
  first: number;
  last: number;
  previous: number;
  step: number;
}

export function createBarTally(): BarTally {
  const counts: Count[] = [];
  const indices = new Map<string, number>();

  function indexOf(symbol: string): number {
    const known = indices.get(symbol);
    if (known !== undefined) return known;
    indices.set(symbol, counts.length);
    return counts.push({ symbol, bars: 0, first: Infinity, last: -Infinity, previous: NaN, step: Infinity }) - 1;
  }

  function count(index: number, time: number): void {
    const one = counts[index] as Count;
    if (one.bars < MEASURED) {
      const step = time - one.previous;
      if (step > 0 && step < one.step) one.step = step;
    }
    one.previous = time;
    one.bars += 1;
    if (time < one.first) one.first = time;
    if (time > one.last) one.last = time;
  }

  const spans = (): SymbolSpan[] =>
    counts.map(({ symbol, bars, first, last, step }) => ({
      symbol,
      bars,
      first,
      last,
      step: step === Infinity ? undefined : step,
    }));

  return { indexOf, count, spans };
}
