// Candles in few characters: time in steps since the candle before, prices as differences in the instrument's units.
// `page/candles.js` undoes it.

import type { CandleColumns } from './report-data.ts';

export interface PackedCandles {
  readonly step: number;
  readonly start: number;
  /** A price is a unit ÷ this. */
  readonly scale: number;
  readonly steps: readonly number[];
  /** Since the close before. */
  readonly open: readonly number[];
  /** Since the open. */
  readonly close: readonly number[];
  /** Of the high over the higher of open and close, and of the low under the lower. */
  readonly above: readonly number[];
  readonly below: readonly number[];
}

export function packCandles({ step, time, open, high, low, close }: CandleColumns, decimals: number): PackedCandles {
  const start = time[0] ?? 0;
  const at = (column: readonly number[], index: number): number => column[index] as number;
  const differences = (difference: (index: number) => number): number[] => time.map((_, index) => difference(index));
  return {
    step,
    start,
    scale: 10 ** decimals,
    steps: differences((i) => (at(time, i) - (i === 0 ? start : at(time, i - 1))) / step),
    open: differences((i) => at(open, i) - (i === 0 ? 0 : at(close, i - 1))),
    close: differences((i) => at(close, i) - at(open, i)),
    above: differences((i) => at(high, i) - Math.max(at(open, i), at(close, i))),
    below: differences((i) => Math.min(at(open, i), at(close, i)) - at(low, i)),
  };
}
