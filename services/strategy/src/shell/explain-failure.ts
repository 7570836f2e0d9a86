// A strategy failed while it ran: where in its own code, what happened, and what to do.

import { PurityError } from '@tradingbot/core';
import { InputError } from '@tradingbot/domain';
import { StrategyUsageError, type StrategyFailure } from '../core/index.ts';
import { userFrame } from './user-frame.ts';

/**
 * "strategies/mine.ts:12: strategy mine: onBar on SPY threw TypeError: … (…)"
 * @param use what was asked for: what is blamed when the stack does not say the line
 */
export function explainStrategyFailure({ cause, message }: StrategyFailure, use: string): InputError {
  // These two already say what to do instead.
  const saysHow = cause instanceof PurityError || cause instanceof StrategyUsageError;
  const mend = saysHow ? '' : 'mend it there: the run stopped and nothing was written';
  return new InputError(userFrame(cause) ?? use, message.replace(/\s+/g, ' ').trim(), mend);
}

/** A promise that a strategy left behind has failed. `undefined` when it is not a strategy's. */
export function explainLeftBehind(reason: unknown): InputError | undefined {
  if (reason instanceof InputError) return reason;
  const where = userFrame(reason);
  if (where === undefined) return undefined;
  return new InputError(where, `a promise failed later: ${String(reason)}`, 'a strategy decides at once: remove it');
}
