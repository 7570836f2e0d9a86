// Features of Bollinger's bands of 20 bars and 2 deviations: where the price stands in them, and how wide they are.

import { bollinger } from '../../bollinger.ts';
import { sma } from '../../sma.ts';
import type { ObservedBar } from '../columns.ts';
import type { Cell, MarketFeature } from '../feature.ts';
import { usualMove } from '../market-scale.ts';
import { relation } from '../quotient.ts';

const BARS = 20;
const DEVIATIONS = 2;
/** Bars against whose mean a width is wide or narrow. */
const LATELY = 100;

export const BAND_SQUEEZE: MarketFeature = {
  kind: 'market',
  index: 23,
  name: 'bb_squeeze',
  formula: `tanh(ln(w / SMA${LATELY} of w)), w = (upper − lower) / C, bands of n closes ± 2σ; −1 where only w is 0`,
  range: [-1, 1],
  columns: ['close'],
  window: { bars: BARS },
  warmup: (n) => n + LATELY - 1,
  cell: (n) => new BandSqueeze(n),
  differs: 'The original gives the width, as its bb_width does. A squeeze is a width that is narrow against the past.',
};

export const BAND_POSITION: MarketFeature = {
  kind: 'market',
  index: 25,
  name: 'bb_position',
  formula: '(C − lower) / (upper − lower), bands of n closes ± 2σ; 0.5 where they have no width',
  range: [-1, 2],
  columns: ['close'],
  window: { bars: BARS },
  warmup: (n) => n,
  cell: (n) => new BandPosition(n),
  differs: 'The original also gives 0.5 where the bands are narrower than 0.01 % of the price, as on short bars.',
};

export const BAND_WIDTH: MarketFeature = {
  kind: 'market',
  index: 26,
  name: 'bb_width',
  formula: 'tanh((upper − lower) / (4·C·u(hours of n bars))), bands of n closes ± 2σ, so 4σ wide',
  range: [0, 1],
  columns: ['close'],
  window: { bars: BARS },
  warmup: (n) => n,
  cell: (n, { hoursPerBar }) => new BandWidth(n, usualMove(n * hoursPerBar)),
  differs: 'The original clips the bare share of the price at 10, so that every width is next to 0.',
};

class BandSqueeze implements Cell {
  ready = false;
  value = NaN;
  private readonly bands;
  private readonly mean = sma(LATELY);

  constructor(n: number) {
    this.bands = bollinger(n, DEVIATIONS);
  }

  update({ close }: ObservedBar): void {
    const { bands, mean } = this;
    bands.update(close);
    if (!bands.ready) return;
    const width = (bands.upper - bands.lower) / close;
    mean.update(width);
    if (!mean.ready) return;
    this.value = relation(width, mean.value);
    this.ready = true;
  }
}

class BandPosition implements Cell {
  ready = false;
  value = NaN;
  private readonly bands;

  constructor(n: number) {
    this.bands = bollinger(n, DEVIATIONS);
  }

  update({ close }: ObservedBar): void {
    const { bands } = this;
    bands.update(close);
    const width = bands.upper - bands.lower;
    this.value = width === 0 ? 0.5 : (close - bands.lower) / width;
    this.ready = bands.ready;
  }
}

class BandWidth implements Cell {
  ready = false;
  value = NaN;
  private readonly bands;
  private readonly unit: number;

  constructor(n: number, move: number) {
    this.bands = bollinger(n, DEVIATIONS);
    this.unit = 2 * DEVIATIONS * move;
  }

  update({ close }: ObservedBar): void {
    const { bands } = this;
    bands.update(close);
    this.value = Math.tanh((bands.upper - bands.lower) / (close * this.unit));
    this.ready = bands.ready;
  }
}
