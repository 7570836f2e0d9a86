// Features of how much is traded, each against what was traded lately.

import { sma } from '../../sma.ts';
import { standardDeviation } from '../../standard-deviation.ts';
import type { ObservedBar } from '../columns.ts';
import type { Cell, MarketFeature } from '../feature.ts';
import { quotient, relation } from '../quotient.ts';

/** Bars that an amount is compared with. */
const LATELY = 100;

export const LOG_VOLUME_NORM: MarketFeature = {
  kind: 'market',
  index: 1,
  name: 'log_volume_norm',
  formula: 'tanh(z / 2), z of ln(1 + quote_volume) among the last n; 0 where they are equal',
  range: [-1, 1],
  columns: ['quote_volume'],
  window: { bars: LATELY },
  warmup: (n) => n,
  cell: (n) => new LogVolumeScore(n),
  differs: 'The original divides by 240 million, the size of one market at one bar length.',
};

export const REL_VOLUME: MarketFeature = {
  kind: 'market',
  index: 2,
  name: 'rel_volume',
  formula: 'tanh(ln(V / SMA of n volumes)); −1 where V is 0, and 0 where all are',
  range: [-1, 1],
  columns: ['volume'],
  window: { bars: LATELY },
  warmup: (n) => n,
  cell: (n) => new AmountAgainstLately(n, 'volume'),
  differs: 'The original divides by 24,000, the size of one market at one bar length.',
};

export const OBV: MarketFeature = {
  kind: 'market',
  index: 13,
  name: 'obv',
  formula: 'Σ sign(C − C₋)·V / Σ V over n bars; 0 where nothing was traded',
  range: [-1, 1],
  columns: ['close', 'volume'],
  window: { bars: 20 },
  warmup: (n) => n + 1,
  cell: (n) => new BalanceOfVolume(n),
  differs: 'The original gives the sum since the start, which has no bound and hangs on where the data begin.',
};

export const TRADE_INTENSITY: MarketFeature = {
  kind: 'market',
  index: 19,
  name: 'trade_intensity',
  formula: 'tanh(ln(trades / SMA of n counts)); −1 where there is none, and 0 where there never was one',
  range: [-1, 1],
  columns: ['trades'],
  window: { bars: LATELY },
  warmup: (n) => n,
  cell: (n) => new AmountAgainstLately(n, 'trades'),
  differs: 'The original takes tanh of an intensity that its environment hands in, which no bar of a venue has.',
};

class LogVolumeScore implements Cell {
  ready = false;
  value = NaN;
  private readonly deviation;

  constructor(n: number) {
    this.deviation = standardDeviation(n);
  }

  update({ quote_volume: traded }: ObservedBar): void {
    const { deviation } = this;
    const x = Math.log1p(traded);
    deviation.update(x);
    this.value = Math.tanh(quotient(x - deviation.mean, deviation.value) / 2);
    this.ready = deviation.ready;
  }
}

class AmountAgainstLately implements Cell {
  ready = false;
  value = NaN;
  private readonly mean;
  private readonly column: 'volume' | 'trades';

  constructor(n: number, column: 'volume' | 'trades') {
    this.mean = sma(n);
    this.column = column;
  }

  update({ volume, trades }: ObservedBar): void {
    const amount = this.column === 'volume' ? volume : trades;
    this.mean.update(amount);
    if (!this.mean.ready) return;
    // Rounding may bring a mean next to 0 below it, after amounts that were far larger.
    this.value = relation(amount, Math.max(this.mean.value, 0));
    this.ready = true;
  }
}

class BalanceOfVolume implements Cell {
  ready = false;
  value = NaN;
  private readonly signed;
  private readonly all;

  constructor(n: number) {
    this.signed = sma(n);
    this.all = sma(n);
  }

  update({ close, previousClose, volume }: ObservedBar): void {
    if (Number.isNaN(previousClose)) return;
    this.signed.update(Math.sign(close - previousClose) * volume);
    this.all.update(volume);
    this.value = quotient(this.signed.value, this.all.value);
    this.ready = this.all.ready;
  }
}
