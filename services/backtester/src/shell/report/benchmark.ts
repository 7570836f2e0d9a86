// Buying and holding: the same cash spread evenly over all symbols at their first prices, and left alone. No costs and
// no dividends; a symbol that has no price yet counts as the cash that waits for it.

import type { Catalog, Payload } from '@tradingbot/contracts';

export interface Benchmark {
  /** Allocates nothing. */
  bar(bar: Payload<'md.bar'>): void;
  split(split: Payload<'md.split'>): void;
  /** Worth now ÷ worth at the beginning. */
  growth(): number;
}

export function createBenchmark({ instruments }: Catalog): Benchmark {
  const first = new Float64Array(instruments.length);
  const last = new Float64Array(instruments.length);
  return {
    bar({ instrument, open, close }) {
      if (first[instrument] === 0) first[instrument] = open;
      last[instrument] = close;
    },
    split({ instrument, numerator, denominator }) {
      // There are more shares now, so one of the first ones would have cost less; the same for what it is worth.
      const factor = denominator / numerator;
      first[instrument] = (first[instrument] as number) * factor;
      last[instrument] = (last[instrument] as number) * factor;
    },
    growth() {
      let sum = 0;
      for (let i = 0; i < first.length; i++) {
        sum += first[i] === 0 ? 1 : (last[i] as number) / (first[i] as number);
      }
      return sum / first.length;
    },
  };
}
