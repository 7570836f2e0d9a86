// The feature of what it costs to trade at once.

import type { ObservedBar } from '../columns.ts';
import type { Cell, MarketFeature } from '../feature.ts';
import { quotient } from '../quotient.ts';

/** A tenth of the price, beyond which the original clips. */
const WIDEST = 0.1;

export const REALIZED_SPREAD: MarketFeature = {
  kind: 'market',
  index: 20,
  name: 'realized_spread',
  formula: '10·(ask − bid) / mid, at most 1; 0 where the book is crossed',
  range: [0, 1],
  columns: ['bid', 'ask'],
  window: { bars: 1 },
  warmup: (n) => n,
  cell: () => new QuotedSpread(),
  differs:
    'The original clips a spread that its environment hands in at ± 0.1. A realised spread needs prices after the trade, so this is the ' +
    'quoted one at the close; the name stays.',
};

class QuotedSpread implements Cell {
  ready = false;
  value = NaN;

  update({ bid, ask }: ObservedBar): void {
    const share = quotient(ask - bid, (ask + bid) / 2);
    this.value = Math.min(Math.max(share, 0), WIDEST) / WIDEST;
    this.ready = true;
  }
}
