// What a feature is: a name, a formula, a range, what it needs, and who computes it.
// The catalog holds one of these for each number of the original's observation, those that are not offered among them.

import type { Reading } from '../indicator.ts';
import type { ObservationColumn, ObservedBar } from './columns.ts';
import type { MarketScale } from './market-scale.ts';

/** The part of a feature that lives: fed with every bar, it holds the feature's value as of that bar's close. */
export interface Cell extends Reading {
  update(bar: ObservedBar): void;
}

/** How far back a feature looks: so many bars, or so many hours of bars, which must be at least so many. */
export type Window = { readonly bars: number } | { readonly hours: number; readonly leastBars: number };

/** What of an account a feature shows. */
export type AccountFact = 'cash' | 'position' | 'fill';

interface Described {
  /** Its place in the original's observation, 0 to 55. */
  readonly index: number;
  /** The original's name. */
  readonly name: string;
  /**
   * With `C`, `O`, `H`, `L`, `V` of the bar in hand, `C₋` for the close before it, `n` for the bars of the window,
   * `u(h) = 0.01·√(h/4)` for the usual move of h hours, `Y` for the bars of a year.
   */
  readonly formula: string;
  /** What is different from the original, and why. */
  readonly differs: string;
}

interface Ranged extends Described {
  /** Its value never leaves these, both included; 0 is always among them. */
  readonly range: readonly [low: number, high: number];
}

/** A fact of the market: what an adversary may disturb. */
export interface MarketFeature extends Ranged {
  readonly kind: 'market';
  readonly columns: readonly ObservationColumn[];
  readonly window: Window;
  /** Bars until the value is one, with a window of `n` bars: the first comes with this very bar. */
  readonly warmup: (n: number) => number;
  readonly cell: (n: number, scale: MarketScale) => Cell;
}

/** Which instrument it is, of several: the same in every observation of it. */
export interface InstrumentFeature extends Ranged {
  readonly kind: 'instrument';
  /** One number, or one for each of the `instruments`, by its name. */
  readonly names: (instruments: readonly string[]) => readonly string[];
  readonly values: (position: number, instruments: readonly string[]) => readonly number[];
}

/** A fact of our own account: what no adversary can reach. */
export interface AccountFeature extends Ranged {
  readonly kind: 'account';
  readonly fact: AccountFact;
}

/** A number of the original that is never offered. */
export interface AbandonedFeature extends Described {
  readonly kind: 'abandoned';
}

export type Feature = MarketFeature | InstrumentFeature | AccountFeature | AbandonedFeature;
