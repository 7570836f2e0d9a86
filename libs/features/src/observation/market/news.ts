// Features of what is known beside the trades: events of importance, and the index of fear and greed.

import type { ObservedBar } from '../columns.ts';
import type { Cell, MarketFeature } from '../feature.ts';

const FEARFUL = 25;

export const IS_HIGH_IMPORTANCE: MarketFeature = {
  ...ofOneBar(27, 'is_high_importance', '1 where events > 0, else 0', [0, 1]),
  columns: ['events'],
  cell: () => new EventNow(),
  differs: 'As in the original.',
};

export const TIME_SINCE_EVENT: MarketFeature = {
  ...ofOneBar(28, 'time_since_event', 'tanh(hours since the last bar with an event / 24); 1 before the first', [0, 1]),
  columns: ['events'],
  cell: (_n, { hoursPerBar }) => new TimeSinceEvent(hoursPerBar),
  differs: 'As in the original; the hours are those of the bars in between.',
};

export const RISK_OFF: MarketFeature = {
  ...ofFear(29, 'risk_off', `1 where fear_greed < ${FEARFUL}, else 0; 0 where it is not known`, [0, 1]),
  cell: () => new RiskOff(),
  differs: 'As in the original.',
};

export const FEAR_GREED: MarketFeature = {
  ...ofFear(30, 'fear_greed', '(fear_greed − 50) / 50; 0 where it is not known', [-1, 1]),
  cell: () => new FearGreed(),
  differs: 'The original divides by 100, so that its middle is 0.5 while an unknown index is 0.',
};

export const FEAR_GREED_VALID: MarketFeature = {
  ...ofFear(31, 'fear_greed_valid', '1 where fear_greed is known, else 0', [0, 1]),
  cell: () => new FearGreedValid(),
  differs: 'The original takes an index of exactly 50 for an unknown one.',
};

function ofOneBar(index: number, name: string, formula: string, range: readonly [number, number]) {
  return { kind: 'market', index, name, formula, range, window: { bars: 1 }, warmup: (n: number) => n } as const;
}

function ofFear(index: number, name: string, formula: string, range: readonly [number, number]) {
  return { ...ofOneBar(index, name, formula, range), columns: ['fear_greed'] } as const;
}

class EventNow implements Cell {
  ready = false;
  value = NaN;

  update({ events }: ObservedBar): void {
    this.value = events > 0 ? 1 : 0;
    this.ready = true;
  }
}

class TimeSinceEvent implements Cell {
  ready = false;
  value = NaN;
  private readonly hoursPerBar: number;
  private hours = Infinity;

  constructor(hoursPerBar: number) {
    this.hoursPerBar = hoursPerBar;
  }

  update({ events }: ObservedBar): void {
    this.hours = events > 0 ? 0 : this.hours + this.hoursPerBar;
    this.value = Math.tanh(this.hours / 24);
    this.ready = true;
  }
}

class RiskOff implements Cell {
  ready = false;
  value = NaN;

  update({ fear_greed: index }: ObservedBar): void {
    this.value = index < FEARFUL ? 1 : 0;
    this.ready = true;
  }
}

class FearGreed implements Cell {
  ready = false;
  value = NaN;

  update({ fear_greed: index }: ObservedBar): void {
    this.value = Number.isNaN(index) ? 0 : (index - 50) / 50;
    this.ready = true;
  }
}

class FearGreedValid implements Cell {
  ready = false;
  value = NaN;

  update({ fear_greed: index }: ObservedBar): void {
    this.value = Number.isNaN(index) ? 0 : 1;
    this.ready = true;
  }
}
