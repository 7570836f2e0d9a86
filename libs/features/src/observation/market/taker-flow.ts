// Features of who was in a hurry: the volume that takers bought, against the volume that they sold.
// A bar with more bought than traded counts as all bought; a bar without trades is balanced.

import { lag } from '../../lag.ts';
import { sma } from '../../sma.ts';
import type { ObservedBar } from '../columns.ts';
import type { Cell, MarketFeature } from '../feature.ts';
import { quotient } from '../quotient.ts';

const SHARE = 's = taker_buy_base / V, 1/2 where V is 0';
const COUNTED = 'counts hours in bars of 4 h, and shifts it by a bar.';

export const VOL_IMBALANCE: MarketFeature = {
  ...ofTakers(18, 'vol_imbalance', 'tanh((2·taker_buy_base − V) / SMA of n volumes); 0 where nothing was traded'),
  window: { bars: 20 },
  warmup: (n) => n,
  cell: (n) => new ImbalanceAgainstLately(n),
  differs:
    'The original takes tanh of an imbalance that its environment hands in. Unlike taker_buy_ratio, a large bar counts more.',
};

export const TAKER_BUY_RATIO: MarketFeature = {
  ...ofTakers(46, 'taker_buy_ratio', `2·s − 1, ${SHARE}`),
  window: { bars: 1 },
  warmup: (n) => n,
  cell: () => new BuyRatio(),
  differs: 'The original takes tanh of the share, 0 to 0.76 with 0.46 as its middle, and shifts it by a bar.',
};

export const CVD: readonly MarketFeature[] = [volumeDelta(32, 'cvd_24h', 24), volumeDelta(33, 'cvd_7d', 7 * 24)];

export const BUY_RATIO_MEANS: readonly MarketFeature[] = [
  ratioMean(47, 'tbr_sma_24h', 24),
  ratioMean(48, 'tbr_sma_8h', 8),
  ratioMean(49, 'tbr_sma_16h', 16),
];

export const BUY_RATIO_MOMENTA: readonly MarketFeature[] = [
  ratioMomentum(50, 'tbr_mom_4h', 4),
  ratioMomentum(51, 'tbr_mom_8h', 8),
  ratioMomentum(52, 'tbr_mom_12h', 12),
];

function ofTakers(index: number, name: string, formula: string) {
  const range: readonly [number, number] = [-1, 1];
  return { kind: 'market', index, name, formula, range, columns: ['volume', 'taker_buy_base'] } as const;
}

function volumeDelta(index: number, name: string, hours: number): MarketFeature {
  return {
    ...ofTakers(index, name, 'Σ (2·taker_buy_base − V) / Σ V over n bars; 0 where nothing was traded'),
    window: { hours, leastBars: 2 },
    warmup: (n) => n,
    cell: (n) => new VolumeDelta(n),
    differs: `The original takes tanh of the sum itself, which is ± 1 in every market of size, ${COUNTED}`,
  };
}

function ratioMean(index: number, name: string, hours: number): MarketFeature {
  return {
    ...ofTakers(index, name, `mean of 2·s − 1 over n bars, ${SHARE}`),
    window: { hours, leastBars: 2 },
    warmup: (n) => n,
    cell: (n) => new MeanBuyRatio(n),
    differs: `The original takes tanh of the mean share, 0 to 0.76 with 0.46 as its middle, ${COUNTED}`,
  };
}

function ratioMomentum(index: number, name: string, hours: number): MarketFeature {
  return {
    ...ofTakers(index, name, `s − s of n bars ago, ${SHARE}`),
    window: { hours, leastBars: 1 },
    warmup: (n) => n + 1,
    cell: (n) => new BuyRatioMomentum(n),
    differs: `The original divides by the share before, which makes 100 of 1 after nothing, ${COUNTED}`,
  };
}

/** Bought less sold by takers, within ± the volume. */
function takerBalance({ volume, taker_buy_base: bought }: ObservedBar): number {
  return 2 * Math.min(Math.max(bought, 0), volume) - volume;
}

class ImbalanceAgainstLately implements Cell {
  ready = false;
  value = NaN;
  private readonly mean;

  constructor(n: number) {
    this.mean = sma(n);
  }

  update(bar: ObservedBar): void {
    this.mean.update(bar.volume);
    this.value = Math.tanh(quotient(takerBalance(bar), Math.max(this.mean.value, 0)));
    this.ready = this.mean.ready;
  }
}

class BuyRatio implements Cell {
  ready = false;
  value = NaN;

  update(bar: ObservedBar): void {
    this.value = quotient(takerBalance(bar), bar.volume);
    this.ready = true;
  }
}

class VolumeDelta implements Cell {
  ready = false;
  value = NaN;
  private readonly balance;
  private readonly all;

  constructor(n: number) {
    this.balance = sma(n);
    this.all = sma(n);
  }

  update(bar: ObservedBar): void {
    this.balance.update(takerBalance(bar));
    this.all.update(bar.volume);
    this.value = quotient(this.balance.value, this.all.value);
    this.ready = this.all.ready;
  }
}

class MeanBuyRatio implements Cell {
  ready = false;
  value = NaN;
  private readonly mean;

  constructor(n: number) {
    this.mean = sma(n);
  }

  update(bar: ObservedBar): void {
    this.mean.update(quotient(takerBalance(bar), bar.volume));
    this.value = this.mean.value;
    this.ready = this.mean.ready;
  }
}

class BuyRatioMomentum implements Cell {
  ready = false;
  value = NaN;
  private readonly past;

  constructor(n: number) {
    this.past = lag(n);
  }

  update(bar: ObservedBar): void {
    const ratio = quotient(takerBalance(bar), bar.volume);
    this.past.update(ratio);
    this.value = (ratio - this.past.value) / 2;
    this.ready = this.past.ready;
  }
}
