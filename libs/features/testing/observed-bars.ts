// Bars with every column to observe in tests: a random market with jumps, standstills, gaps and silence.
// Valid bars all of them, and as ugly as valid bars can be where `ugliness` is 1.

import type { BarToObserve } from '../src/observation/columns.ts';
import { uniforms } from './series.ts';

export type FullBar = Required<BarToObserve>;

export const ALL_COLUMNS = [
  'open',
  'high',
  'low',
  'close',
  'volume',
  'taker_buy_base',
  'quote_volume',
  'trades',
  'bid',
  'ask',
  'fear_greed',
  'events',
] as const;

const DRAWS = 16;

/** `length` bars that hang on `seed` alone; `ugliness` 0 is a calm market, and 1 one that no venue has seen. */
export function observedBars(seed: number, length: number, ugliness: number): FullBar[] {
  const luck = uniforms(seed, (length + 1) * DRAWS);
  const bars: FullBar[] = [];
  let price = 0.01 + 50_000 * (luck[0] ?? 0);
  for (let i = 1; i <= length; i++) {
    const draw = (k: number): number => luck[i * DRAWS + k] ?? 0;
    const previous = bars.at(-1);
    if (previous !== undefined && draw(0) < 0.2 * ugliness) {
      bars.push(still(previous, draw(1) < 0.5));
      continue;
    }
    const bar = moving(price, draw, ugliness);
    price = bar.close;
    bars.push(bar);
  }
  return bars;
}

function still({ close, fear_greed }: FullBar, silent: boolean): FullBar {
  const volume = silent ? 0 : 1;
  return {
    open: close,
    high: close,
    low: close,
    close,
    volume,
    taker_buy_base: volume,
    quote_volume: volume * close,
    trades: volume,
    bid: close,
    ask: close,
    fear_greed,
    events: 0,
  };
}

function moving(price: number, draw: (k: number) => number, ugliness: number): FullBar {
  const step = (k: number): number => Math.exp((draw(k) - 0.5) * 0.02 + jump(draw(k + 5), ugliness));
  // A price that strays too far comes back in one bar.
  const open = price > 1e12 || price < 1e-6 ? 100 : price * step(1);
  const close = open * step(2);
  const high = Math.max(open, close) * (1 + 0.01 * draw(3));
  const low = Math.min(open, close) / (1 + 0.01 * draw(4));
  const volume = draw(8) * (draw(9) < 0.05 * ugliness ? 1e9 : 100);
  return {
    open,
    high,
    low,
    close,
    volume,
    taker_buy_base: volume * draw(10),
    quote_volume: volume * close,
    trades: Math.floor(1000 * draw(11)),
    bid: close / (1 + 0.001 * draw(12)),
    ask: close,
    fear_greed: draw(13) < 0.1 ? NaN : Math.floor(101 * draw(14)),
    events: draw(15) < 0.05 ? 1 : 0,
  };
}

/** A logarithm of up to ± 9, seldom: eight thousand times, or an eight-thousandth of, the price. */
function jump(luck: number, ugliness: number): number {
  const chance = 0.02 * ugliness;
  return luck < chance ? 18 * (luck / chance - 0.5) : 0;
}

/** The same bars as columns. */
export function columnsOf(bars: readonly FullBar[]): Record<(typeof ALL_COLUMNS)[number], Float64Array> {
  const column = (name: (typeof ALL_COLUMNS)[number]): [string, Float64Array] => [
    name,
    Float64Array.from(bars, (bar) => bar[name]),
  ];
  return Object.fromEntries(ALL_COLUMNS.map(column)) as Record<(typeof ALL_COLUMNS)[number], Float64Array>;
}
