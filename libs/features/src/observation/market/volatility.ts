// Features of how much the price moves, by ranges: the average true range, Parkinson's and Yang and Zhang's estimates.
// All but one are annual, as a share, through tanh: 0.6 stands for 69 % a year.

import { atr } from '../../atr.ts';
import { sma } from '../../sma.ts';
import { standardDeviation } from '../../standard-deviation.ts';
import type { ObservedBar } from '../columns.ts';
import type { Cell, MarketFeature } from '../feature.ts';
import { relation } from '../quotient.ts';

/** Bars against whose mean a range is wide or narrow. */
const LATELY = 100;

export const ATR: MarketFeature = {
  kind: 'market',
  index: 11,
  name: 'atr',
  formula: `tanh(√Y·ATR of n / C)`,
  range: [0, 1],
  columns: ['high', 'low', 'close'],
  window: { bars: 14 },
  warmup: (n) => n,
  cell: (n, { barsPerYear }) => new AnnualRange(n, barsPerYear),
  differs: 'The original gives units of price. Here it is a share of the price, and annual.',
};

export const VOL_PROXY: MarketFeature = {
  kind: 'market',
  index: 15,
  name: 'vol_proxy',
  formula: `tanh(ln(a / SMA${LATELY} of a)), a = ATR of n / C; 0 where nothing has moved`,
  range: [-1, 1],
  columns: ['high', 'low', 'close'],
  window: { bars: 14 },
  warmup: (n) => n + LATELY - 1,
  cell: (n) => new RangeAgainstLately(n),
  differs:
    'The original says the same as its atr, and is NaN until that is one. Here it is the range against the past.',
};

export const YANG_ZHANG: readonly MarketFeature[] = [
  yangZhang(34, 'yang_zhang_48h', 48),
  yangZhang(35, 'yang_zhang_7d', 7 * 24),
  yangZhang(42, 'yang_zhang_30d', 30 * 24),
];

export const PARKINSON: readonly MarketFeature[] = [
  parkinson(43, 'parkinson_48h', 48),
  parkinson(44, 'parkinson_7d', 7 * 24),
];

function yangZhang(index: number, name: string, hours: number): MarketFeature {
  return {
    kind: 'market',
    index,
    name,
    formula:
      'tanh(√(Y·(var(ln(O/C₋)) + k·var(ln(C/O)) + (1 − k)·mean(ln(H/C)·ln(H/O) + ln(L/C)·ln(L/O))))) over n bars, ' +
      `sample variances, k = 0.34 / (1.34 + (n + 1)/(n − 1)) (Yang & Zhang 2000)`,
    range: [0, 1],
    columns: ['open', 'high', 'low', 'close'],
    window: { hours, leastBars: 2 },
    warmup: (n) => n + 1,
    cell: (n, { barsPerYear }) => new YangZhang(n, barsPerYear),
    differs:
      'The original fixes k at 0.34, which is no value of the formula, leaves it per bar, next to 0, counts hours in ' +
      'bars of 4 h, and shifts it by a bar.',
  };
}

function parkinson(index: number, name: string, hours: number): MarketFeature {
  return {
    kind: 'market',
    index,
    name,
    formula: `tanh(√(Y·mean(ln²(H/L)) / (4·ln 2))) over n bars (Parkinson 1980)`,
    range: [0, 1],
    columns: ['high', 'low'],
    window: { hours, leastBars: 2 },
    warmup: (n) => n,
    cell: (n, { barsPerYear }) => new Parkinson(n, barsPerYear),
    differs: 'The original leaves it per bar, next to 0, counts hours in bars of 4 h, and shifts it by a bar.',
  };
}

class AnnualRange implements Cell {
  ready = false;
  value = NaN;
  private readonly range;
  private readonly root: number;

  constructor(n: number, barsPerYear: number) {
    this.range = atr(n);
    this.root = Math.sqrt(barsPerYear);
  }

  update({ high, low, close }: ObservedBar): void {
    this.range.update(high, low, close);
    this.value = Math.tanh((this.root * this.range.value) / close);
    this.ready = this.range.ready;
  }
}

class RangeAgainstLately implements Cell {
  ready = false;
  value = NaN;
  private readonly range;
  private readonly mean = sma(LATELY);

  constructor(n: number) {
    this.range = atr(n);
  }

  update({ high, low, close }: ObservedBar): void {
    const { range, mean } = this;
    range.update(high, low, close);
    if (!range.ready) return;
    const share = range.value / close;
    mean.update(share);
    if (!mean.ready) return;
    this.value = relation(share, mean.value);
    this.ready = true;
  }
}

class YangZhang implements Cell {
  ready = false;
  value = NaN;
  private readonly overnight;
  private readonly openToClose;
  private readonly withinBar;
  private readonly k: number;
  /** Makes a variance of the population one of a sample. */
  private readonly sample: number;
  private readonly barsPerYear: number;

  constructor(n: number, barsPerYear: number) {
    this.overnight = standardDeviation(n);
    this.openToClose = standardDeviation(n);
    this.withinBar = sma(n);
    this.k = 0.34 / (1.34 + (n + 1) / (n - 1));
    this.sample = n / (n - 1);
    this.barsPerYear = barsPerYear;
  }

  update({ open, high, low, close, previousClose }: ObservedBar): void {
    if (Number.isNaN(previousClose)) return;
    const rise = Math.log(close / open);
    const up = Math.log(high / open);
    const down = Math.log(low / open);
    this.overnight.update(Math.log(open / previousClose));
    this.openToClose.update(rise);
    // ln(H/C) = ln(H/O) − ln(C/O), and so for the low: three logarithms in place of five (Rogers & Satchell 1991).
    this.withinBar.update((up - rise) * up + (down - rise) * down);
    if (!this.withinBar.ready) return;
    this.value = Math.tanh(Math.sqrt(this.barsPerYear * this.variance()));
    this.ready = true;
  }

  private variance(): number {
    const { k, sample } = this;
    const between = this.overnight.value * this.overnight.value + k * this.openToClose.value * this.openToClose.value;
    return between * sample + (1 - k) * Math.max(this.withinBar.value, 0);
  }
}

class Parkinson implements Cell {
  ready = false;
  value = NaN;
  private readonly squares;
  private readonly factor: number;

  constructor(n: number, barsPerYear: number) {
    this.squares = sma(n);
    this.factor = barsPerYear / (4 * Math.LN2);
  }

  update({ high, low }: ObservedBar): void {
    const range = Math.log(high / low);
    this.squares.update(range * range);
    this.value = Math.tanh(Math.sqrt(this.factor * Math.max(this.squares.value, 0)));
    this.ready = this.squares.ready;
  }
}
