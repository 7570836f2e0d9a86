// Features of the price itself: where it stands in its range, and how far it has come.

import { atr } from '../../atr.ts';
import { lag } from '../../lag.ts';
import { rollingMax, rollingMin } from '../../rolling-extreme.ts';
import type { ObservedBar } from '../columns.ts';
import type { Cell, MarketFeature } from '../feature.ts';
import { usualMove } from '../market-scale.ts';
import { inRanges } from '../quotient.ts';

export const PRICE: MarketFeature = {
  kind: 'market',
  index: 0,
  name: 'price',
  formula: '2·(C − lowest L of n) / (highest H of n − lowest L of n) − 1; 0 where there is no range',
  range: [-1, 1],
  columns: ['high', 'low', 'close'],
  window: { bars: 100 },
  warmup: (n) => n,
  cell: (n) => new PlaceInRange(n),
  differs: 'The original gives the raw price, whose size hangs on the instrument and grows without bound.',
};

export const RETURN_OF_BAR: MarketFeature = {
  kind: 'market',
  index: 14,
  name: 'ret_bar',
  formula: 'tanh(ln(C / C₋) / u(hours of a bar))',
  range: [-1, 1],
  columns: ['close'],
  window: { bars: 1 },
  warmup: (n) => n + 1,
  cell: (n, { hoursPerBar }) => new PastReturn(n, usualMove(n * hoursPerBar)),
  differs: 'The original takes tanh of the bare return, which is next to 0 on every bar.',
};

export const MOMENTUM: MarketFeature = {
  kind: 'market',
  index: 10,
  name: 'momentum',
  formula: 'tanh((C − C of n bars ago) / (√n·ATR14)); 0 where ATR14 < C / 10⁹',
  range: [-1, 1],
  columns: ['high', 'low', 'close'],
  window: { bars: 9 },
  warmup: (n) => Math.max(n + 1, 14),
  cell: (n) => new MomentumInRanges(n),
  differs: 'The original gives the difference in units of price. Here it is in units of the average true range.',
};

export const PRICE_MOMENTUM: MarketFeature = {
  kind: 'market',
  index: 22,
  name: 'price_momentum',
  formula: 'tanh((C − C of n bars ago) / (C·u(hours of n bars)))',
  range: [-1, 1],
  columns: ['close'],
  window: { bars: 9 },
  warmup: (n) => n + 1,
  cell: (n, { hoursPerBar }) => new RelativeMomentum(n, usualMove(n * hoursPerBar)),
  differs: 'The original divides by 1 % of the price whatever the length of a bar; here the unit grows with time.',
};

export const PAST_RETURNS: readonly MarketFeature[] = [
  pastReturn(38, 'ret_12h', 12),
  pastReturn(39, 'ret_24h', 24),
  pastReturn(40, 'ret_4h', 4),
];

function pastReturn(index: number, name: string, hours: number): MarketFeature {
  return {
    kind: 'market',
    index,
    name,
    formula: `tanh(ln(C / C of n bars ago) / u(${hours}))`,
    range: [-1, 1],
    columns: ['close'],
    window: { hours, leastBars: 1 },
    warmup: (n) => n + 1,
    cell: (n) => new PastReturn(n, usualMove(hours)),
    differs:
      'The original takes tanh of the bare return, next to 0 on every bar, counts hours in bars of 4 h, and shifts it ' +
      'by a bar: the close of the bar in hand is known when it is decided upon.',
  };
}

class PlaceInRange implements Cell {
  ready = false;
  value = NaN;
  private readonly highest;
  private readonly lowest;

  constructor(n: number) {
    this.highest = rollingMax(n);
    this.lowest = rollingMin(n);
  }

  update({ high, low, close }: ObservedBar): void {
    this.highest.update(high);
    this.lowest.update(low);
    const bottom = this.lowest.value;
    const range = this.highest.value - bottom;
    this.value = range === 0 ? 0 : (2 * (close - bottom)) / range - 1;
    this.ready = this.highest.ready;
  }
}

class PastReturn implements Cell {
  ready = false;
  value = NaN;
  private readonly past;
  private readonly unit: number;

  constructor(n: number, unit: number) {
    this.past = lag(n);
    this.unit = unit;
  }

  update({ close }: ObservedBar): void {
    this.past.update(close);
    if (!this.past.ready) return;
    this.value = Math.tanh(Math.log(close / this.past.value) / this.unit);
    this.ready = true;
  }
}

class MomentumInRanges implements Cell {
  ready = false;
  value = NaN;
  private readonly past;
  private readonly range = atr(14);
  private readonly root: number;

  constructor(n: number) {
    this.past = lag(n);
    this.root = Math.sqrt(n);
  }

  update({ high, low, close }: ObservedBar): void {
    this.past.update(close);
    this.range.update(high, low, close);
    this.value = inRanges((close - this.past.value) / this.root, this.range.value, close);
    this.ready = this.past.ready && this.range.ready;
  }
}

class RelativeMomentum implements Cell {
  ready = false;
  value = NaN;
  private readonly past;
  private readonly unit: number;

  constructor(n: number, unit: number) {
    this.past = lag(n);
    this.unit = unit;
  }

  update({ close }: ObservedBar): void {
    this.past.update(close);
    this.value = Math.tanh((close - this.past.value) / (close * this.unit));
    this.ready = this.past.ready;
  }
}
