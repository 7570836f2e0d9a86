// Features of moving averages: how far the price stands from them.

import { atr } from '../../atr.ts';
import { sma } from '../../sma.ts';
import type { ObservedBar } from '../columns.ts';
import type { AbandonedFeature, Cell, MarketFeature } from '../feature.ts';
import { usualMove } from '../market-scale.ts';
import { inRanges } from '../quotient.ts';

export const MA5 = distance(3, 'ma5', 5, '');
export const MA20 = distance(5, 'ma20', 20, ' The original averages 21 bars under this name.');

export const MA5_VALID = validity(4, 'ma5_valid');
export const MA20_VALID = validity(6, 'ma20_valid');

export const SMA_12000: MarketFeature = {
  kind: 'market',
  index: 41,
  name: 'sma_12000',
  formula: 'tanh(ln(C / SMA of n closes) / u(200))',
  range: [-1, 1],
  columns: ['close'],
  window: { hours: 200, leastBars: 2 },
  warmup: (n) => n,
  cell: (n) => new RelativeDistance(n, usualMove(200)),
  differs:
    'The original takes tanh of the average price itself, which is 1 for every price above 10, and shifts it by a bar. ' +
    'Its name counts minutes: 12,000 are 200 hours.',
};

function distance(index: number, name: string, bars: number, more: string): MarketFeature {
  return {
    kind: 'market',
    index,
    name,
    formula: 'tanh((C − SMA of n closes) / (√n·ATR14)); 0 where ATR14 < C / 10⁹',
    range: [-1, 1],
    columns: ['high', 'low', 'close'],
    window: { bars },
    warmup: (n) => Math.max(n, 14),
    cell: (n) => new DistanceInRanges(n),
    differs: `The original gives the average price itself. Here it is the distance from it in average true ranges.${more}`,
  };
}

function validity(index: number, name: string): AbandonedFeature {
  return {
    kind: 'abandoned',
    index,
    name,
    formula: '1 once the average is one',
    differs: 'is 1 in every observation, since none is made before the warm-up is over',
  };
}

class DistanceInRanges implements Cell {
  ready = false;
  value = NaN;
  private readonly average;
  private readonly range = atr(14);
  private readonly root: number;

  constructor(n: number) {
    this.average = sma(n);
    this.root = Math.sqrt(n);
  }

  update({ high, low, close }: ObservedBar): void {
    this.average.update(close);
    this.range.update(high, low, close);
    this.value = inRanges((close - this.average.value) / this.root, this.range.value, close);
    this.ready = this.average.ready && this.range.ready;
  }
}

class RelativeDistance implements Cell {
  ready = false;
  value = NaN;
  private readonly average;
  private readonly unit: number;

  constructor(n: number, unit: number) {
    this.average = sma(n);
    this.unit = unit;
  }

  update({ close }: ObservedBar): void {
    this.average.update(close);
    if (!this.average.ready) return;
    this.value = Math.tanh(Math.log(close / this.average.value) / this.unit);
    this.ready = true;
  }
}
