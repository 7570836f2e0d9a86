// Whether the bars of one series can be true: in order, prices above zero, open and close within low and high.

import { formatDecimal, formatMicros, InputError, type Timeframe } from '@tradingbot/domain';
import type { PlacedBars, PlaceName } from './bar-chunk.ts';
import { fits, refuseBackward, refuseStep } from './bar-order.ts';

/** Checks chunk after chunk of one series; it remembers the last bar, across files too. */
export interface BarCheck {
  /** @throws InputError that names the first bad bar by `placeName` */
  check(bars: PlacedBars, placeName: PlaceName): void;
}

export interface BarCheckOptions {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly priceScale: number;
}

export function createBarCheck({ symbol, timeframe, priceScale }: BarCheckOptions): BarCheck {
  let previous = -Infinity;

  function check(bars: PlacedBars, placeName: PlaceName): void {
    const { openTime, open, high, low, close, volume } = bars;
    for (let row = 0; row < bars.length; row++) {
      const time = openTime[row] as number;
      const step = time - previous;
      if (step !== timeframe && previous !== -Infinity) {
        const where = (): string => placeName(bars.place[row] as number);
        if (step <= 0) refuseBackward(where(), symbol, previous, time);
        if (step < timeframe || !fits(step, timeframe)) refuseStep(where(), symbol, previous, time, timeframe);
      }
      previous = time;
      const o = open[row] as number;
      const h = high[row] as number;
      const l = low[row] as number;
      const c = close[row] as number;
      const v = volume[row] as number;
      // One test for a good bar; only a bad one is looked at again to say what is wrong.
      const good = l > 0 && o >= l && c >= l && o <= h && c <= h && v >= 0 && v < Infinity;
      if (!good) throw new InputError(placeName(bars.place[row] as number), fault(bars, row));
    }
  }

  function fault(bars: PlacedBars, row: number): string {
    const print = (value: number): string => formatDecimal(value, priceScale);
    const of = `of the ${symbol} bar of ${formatMicros(bars.openTime[row] as number)}`;
    const [open, high, low, close] = [bars.open, bars.high, bars.low, bars.close].map(
      (column) => column[row] as number,
    );
    const prices = { open, high, low, close } as { open: number; high: number; low: number; close: number };
    for (const [name, value] of Object.entries(prices)) {
      if (value <= 0) return `${name} ${print(value)} ${of} is not above zero`;
    }
    if (prices.high < prices.low) return `high ${print(prices.high)} ${of} is below its low ${print(prices.low)}`;
    for (const name of ['open', 'close'] as const) {
      const value = prices[name];
      if (value < prices.low) return `${name} ${print(value)} ${of} is below its low ${print(prices.low)}`;
      if (value > prices.high) return `${name} ${print(value)} ${of} is above its high ${print(prices.high)}`;
    }
    const volume = bars.volume[row] as number;
    return `volume ${volume} ${of} is ${volume < 0 ? 'negative' : 'not finite'}`;
  }

  return { check };
}
