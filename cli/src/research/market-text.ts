// On what a study was made, in a clause: whose bars, how many, and of which days.

import { countText } from '../number-text.ts';

export interface Market {
  readonly symbols: readonly string[];
  readonly bars: number;
  /** ISO times: of the first bar, and when the last one closes. */
  readonly from: string;
  readonly to: string;
}

/** "BTCUSDT, 2,000 bars from 2024-01-01 to 2024-01-21" */
export const marketText = ({ symbols, bars, from, to }: Market): string =>
  [...symbols, `${countText(bars, 'bar')} from ${from.slice(0, 10)} to ${to.slice(0, 10)}`].join(', ');
