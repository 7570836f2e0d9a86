// What a user writes: a strategy as a few pure functions of bars, fills, denials and timers.

import type { z } from 'zod';
import type { Bar, Denied, Fill, Split, StrategyContext, Timer } from './context.ts';

/**
 * A strategy. Its functions must be pure but for `ctx` and `ctx.state`: no clock, no randomness, no I/O, nothing kept
 * outside `ctx.state`, because the same bars must always give the same decisions.
 */
export interface StrategyDefinition<Params = unknown, State = unknown> {
  /** Lower-case words joined by "-". */
  readonly name: string;
  /** A strict zod object of the parameters, each with a default or not. */
  readonly params: z.ZodType<Params>;
  /** How many bars of a symbol must have closed before the strategy may act on it; 1 when left out. */
  readonly warmup?: (params: Params) => number;
  /**
   * Longer bars that it also wants to see ("4h", "1d"): multiples of the run's timeframe, made of its bars. `onBar` is
   * called with each right after the bar that completes it; `bar.timeframe` tells which. On an exchange a day is the
   * longest.
   */
  readonly timeframes?: (params: Params) => readonly string[];
  /** The state kept for each symbol: plain data and indicators. */
  readonly init?: (params: Params, symbol: string) => State;
  /** A bar has closed. */
  readonly onBar: (ctx: StrategyContext<Params, State>, bar: Bar) => void;
  /** One of this strategy's orders was filled, in whole or in part. */
  readonly onFill?: (ctx: StrategyContext<Params, State>, fill: Fill) => void;
  /** Risk refused a target. */
  readonly onDenied?: (ctx: StrategyContext<Params, State>, denied: Denied) => void;
  /** A share has been split: prices from here on are lower by the ratio. What is held has been counted anew already. */
  readonly onSplit?: (ctx: StrategyContext<Params, State>, split: Split) => void;
  /** A timer set with `ctx.setTimer` is due. */
  readonly onTimer?: (ctx: StrategyContext<Params, State>, timer: Timer) => void;
}

/** Checks nothing and changes nothing: it gives the types of parameters and state to the functions. */
export function defineStrategy<Schema extends z.ZodType, State>(
  definition: Omit<StrategyDefinition<z.output<Schema>, State>, 'params'> & { readonly params: Schema },
): StrategyDefinition<z.output<Schema>, State> {
  return definition as unknown as StrategyDefinition<z.output<Schema>, State>;
}
