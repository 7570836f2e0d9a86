// Features of the classic oscillators, each brought to ± 1.

import { atr } from '../../atr.ts';
import { cci } from '../../cci.ts';
import { macd } from '../../macd.ts';
import { rsi } from '../../rsi.ts';
import type { ObservedBar } from '../columns.ts';
import type { Cell, MarketFeature } from '../feature.ts';
import { usualMove } from '../market-scale.ts';
import { inRanges } from '../quotient.ts';

/** Bars until the signal line of 12, 26, 9 is there. */
const MACD_WARMUP = 34;

export const RSI14: MarketFeature = {
  kind: 'market',
  index: 7,
  name: 'rsi14',
  formula: '(RSI − 50) / 50, RSI of n by Wilder',
  range: [-1, 1],
  columns: ['close'],
  window: { bars: 14 },
  warmup: (n) => n + 1,
  cell: (n) => new CentredRsi(n),
  differs: 'The original gives 0 to 100.',
};

export const CCI: MarketFeature = {
  kind: 'market',
  index: 12,
  name: 'cci',
  formula: 'tanh(CCI of n / 200)',
  range: [-1, 1],
  columns: ['high', 'low', 'close'],
  window: { bars: 20 },
  warmup: (n) => n,
  cell: (n) => new SquashedCci(n),
  differs: 'The original gives the index as it is, which has no bound.',
};

export const MACD = macdLine(8, 'macd', 'value', 'EMA12 − EMA26 of closes');
export const MACD_SIGNAL = macdLine(9, 'macd_signal', 'signal', 'EMA9 of (EMA12 − EMA26) of closes');

export const TREND_STRENGTH: MarketFeature = {
  kind: 'market',
  index: 24,
  name: 'trend_strength',
  formula: 'tanh((MACD − its signal) / (C·u(hours of a bar))), MACD of 12, 26, 9',
  range: [-1, 1],
  columns: ['close'],
  window: { bars: 26 },
  warmup: () => MACD_WARMUP,
  cell: (_n, { hoursPerBar }) => new TrendStrength(usualMove(hoursPerBar)),
  differs: 'The original divides by 1 % of the price whatever the length of a bar; here the unit grows with time.',
};

function macdLine(index: number, name: string, line: 'value' | 'signal', formula: string): MarketFeature {
  return {
    kind: 'market',
    index,
    name,
    formula: `tanh((${formula}) / ATR14); 0 where ATR14 < C / 10⁹`,
    range: [-1, 1],
    columns: ['high', 'low', 'close'],
    window: { bars: 26 },
    warmup: () => MACD_WARMUP,
    cell: () => new MacdInRanges(line),
    differs: 'The original gives units of price. Here it is in units of the average true range.',
  };
}

class CentredRsi implements Cell {
  ready = false;
  value = NaN;
  private readonly index;

  constructor(n: number) {
    this.index = rsi(n);
  }

  update({ close }: ObservedBar): void {
    this.index.update(close);
    this.value = (this.index.value - 50) / 50;
    this.ready = this.index.ready;
  }
}

class SquashedCci implements Cell {
  ready = false;
  value = NaN;
  private readonly index;

  constructor(n: number) {
    this.index = cci(n);
  }

  update({ high, low, close }: ObservedBar): void {
    this.index.update(high, low, close);
    this.value = Math.tanh(this.index.value / 200);
    this.ready = this.index.ready;
  }
}

class MacdInRanges implements Cell {
  ready = false;
  value = NaN;
  private readonly lines = macd(12, 26, 9);
  private readonly range = atr(14);
  private readonly line: 'value' | 'signal';

  constructor(line: 'value' | 'signal') {
    this.line = line;
  }

  update({ high, low, close }: ObservedBar): void {
    const { lines, range } = this;
    lines.update(close);
    range.update(high, low, close);
    this.value = inRanges(this.line === 'value' ? lines.value : lines.signal, range.value, close);
    this.ready = lines.ready;
  }
}

class TrendStrength implements Cell {
  ready = false;
  value = NaN;
  private readonly lines = macd(12, 26, 9);
  private readonly unit: number;

  constructor(unit: number) {
    this.unit = unit;
  }

  update({ close }: ObservedBar): void {
    this.lines.update(close);
    this.value = Math.tanh(this.lines.histogram / (close * this.unit));
    this.ready = this.lines.ready;
  }
}
