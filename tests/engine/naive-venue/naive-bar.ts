// One bar and the price of the market inside it: "The market inside a bar" of docs/simulation.md, in plain doubles.

import type { IntrabarModel } from '@tradingbot/simulation';

export interface NaiveBar {
  readonly openTime: number;
  readonly length: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** The venue knew high, low and close when it opened. */
  readonly known: boolean;
  /** Prices at `openTime + step`, `openTime + 2 × step`, …; empty without one. */
  readonly path: readonly number[];
  readonly step: number;
}

export type Side = 'buy' | 'sell';

/** `f`: how far into the bar a time lies, from 0 to 1. */
export const shareOfBar = (bar: NaiveBar, time: number): number => (time - bar.openTime) / bar.length;

/**
 * `M(t)`, rounded to the price scale.
 * @param normal the standard normal draw of the order in hand, for `bridge`
 */
export function marketAt(model: IntrabarModel, bar: NaiveBar, time: number, side: Side, normal: () => number): number {
  return roundForTrader(unroundedMarketAt(model, bar, time, normal), side);
}

/** "rounded to the price scale, half away from the trader's favour: up for a buy, down for a sell" */
function roundForTrader(value: number, side: Side): number {
  return side === 'buy' ? Math.floor(value + 0.5) : Math.ceil(value - 0.5);
}

function unroundedMarketAt(model: IntrabarModel, bar: NaiveBar, time: number, normal: () => number): number {
  const { open, high, low, close } = bar;
  const f = shareOfBar(bar, time);
  switch (model) {
    case 'open':
      return open;
    case 'close':
      return close;
    case 'mid':
      return (high + low) / 2;
    case 'linear':
      return open + (close - open) * f;
    case 'ohlc': {
      const first = close >= open ? low : high;
      const second = close >= open ? high : low;
      return alongLines([open, first, second, close], f * 3);
    }
    case 'bridge':
      return bridge(bar, f, normal);
    case 'reference':
      if (bar.path.length === 0) return bridge(bar, f, normal);
      return alongLines([open, ...bar.path], (time - bar.openTime) / bar.step);
  }
}

function bridge({ open, high, low, close }: NaiveBar, f: number, normal: () => number): number {
  const line = open + (close - open) * f;
  const deviation = (high - low) * Math.sqrt(Math.PI / 8) * Math.sqrt(f * (1 - f));
  // At the open there is nothing to draw.
  const value = deviation === 0 ? line : line + normal() * deviation;
  return Math.min(high, Math.max(low, value));
}

/** Straight lines through `points`, which stand at 0, 1, 2, …; flat behind the last one. */
function alongLines(points: readonly number[], at: number): number {
  const left = Math.floor(at);
  const last = points.length - 1;
  if (left >= last) return points[last] as number;
  const from = points[left] as number;
  const to = points[left + 1] as number;
  return from + (to - from) * (at - left);
}

/** What an order that rests may count of the bar it rests in ("While the bar runs"); `undefined` where it may not. */
export interface CountedPrices {
  readonly high: number | undefined;
  readonly low: number | undefined;
  readonly close: number;
}

/** @param since when the order came, or when the bar opened if it was there before */
export function countedPrices(
  model: IntrabarModel,
  bar: NaiveBar,
  since: number,
  goodExtreme: 'high' | 'low',
): CountedPrices {
  const { high, low, close } = bar;
  // "One that has been there since T counts the whole bar."
  if (since <= bar.openTime) return { high, low, close };
  // "With `reference` and a path: what the path reaches after a, and the close."
  if (model === 'reference' && bar.path.length > 0) {
    const after = bar.path.filter((_, index) => bar.openTime + (index + 1) * bar.step > since);
    if (after.length === 0) return { high: undefined, low: undefined, close };
    return { high: Math.max(...after), low: Math.min(...after), close };
  }
  // "a good extreme only when f ≤ ⅓, a bad one only when f ≤ ⅔, and the close always"
  const f = shareOfBar(bar, since);
  const countsGood = f <= 1 / 3;
  const countsBad = f <= 2 / 3;
  const countsHigh = goodExtreme === 'high' ? countsGood : countsBad;
  const countsLow = goodExtreme === 'low' ? countsGood : countsBad;
  return { high: countsHigh ? high : undefined, low: countsLow ? low : undefined, close };
}
