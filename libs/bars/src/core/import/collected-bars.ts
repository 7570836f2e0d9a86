// Bars of one symbol from several files, put in order; a bar that comes twice is kept once, when it is the same bar.

import { formatMicros, InputError } from '@tradingbot/domain';
import { BAR_COLUMN_NAMES, createPlacedBars, type PlacedBars, type PlaceName } from '../bar-chunk.ts';

const NAMES = [...BAR_COLUMN_NAMES, 'place'] as const;
const FIRST_CAPACITY = 16_384;

export interface CollectedBars {
  add(bars: PlacedBars, placeName: PlaceName): void;
  /** In time order. @throws InputError when two bars of one time differ */
  inOrder(): OrderedBars;
}

export interface OrderedBars {
  readonly bars: PlacedBars;
  /** Where a bar of `bars` stands. */
  readonly placeName: (row: number) => string;
  /** Bars that came more than once, and were the same. */
  readonly duplicates: number;
}

export function createCollection(symbol: string): CollectedBars {
  let all = createPlacedBars(FIRST_CAPACITY);
  const sources: { readonly until: number; readonly name: PlaceName }[] = [];

  function add(bars: PlacedBars, placeName: PlaceName): void {
    const length = all.length + bars.length;
    if (length > all.openTime.length) all = grown(all, Math.max(length, 2 * all.openTime.length));
    for (const name of NAMES) all[name].set(bars[name].subarray(0, bars.length), all.length);
    all.length = length;
    sources.push({ until: length, name: placeName });
  }

  function placeOf(row: number): string {
    const source = sources.find(({ until }) => row < until);
    return source?.name(all.place[row] as number) ?? '';
  }

  function inOrder(): OrderedBars {
    const rows = Uint32Array.from({ length: all.length }, (_, row) => row);
    const { openTime } = all;
    // What comes first stays first where times are equal.
    rows.sort((a, b) => (openTime[a] as number) - (openTime[b] as number) || a - b);
    const bars = createPlacedBars(all.length);
    const kept: number[] = [];
    for (const row of rows) {
      const before = kept.at(-1);
      if (before !== undefined && openTime[before] === openTime[row]) {
        refuseDifference(before, row);
        continue;
      }
      for (const name of NAMES) bars[name][kept.length] = all[name][row] as number;
      kept.push(row);
    }
    bars.length = kept.length;
    return { bars, duplicates: all.length - kept.length, placeName: (row) => placeOf(kept[row] ?? 0) };
  }

  function refuseDifference(before: number, row: number): void {
    const other = BAR_COLUMN_NAMES.find((name) => all[name][before] !== all[name][row]);
    if (other === undefined) return;
    const time = formatMicros(all.openTime[row] as number);
    throw new InputError(
      placeOf(row),
      `the ${symbol} bar of ${time} has another ${other} than that of ${placeOf(before)}`,
      'leave one of them out',
    );
  }

  return { add, inOrder };
}

function grown(from: PlacedBars, capacity: number): PlacedBars {
  const to = createPlacedBars(capacity);
  for (const name of NAMES) to[name].set(from[name].subarray(0, from.length));
  to.length = from.length;
  return to;
}
