// `warmup`, `timeframes` and `init` are a strategy's decisions as much as `onBar` is: they run under the same guard,
// and what they throw is a failure of the strategy.

import { shown } from '@tradingbot/config';
import { deciding } from '@tradingbot/core';
import { InputError, parseTimeframe } from '@tradingbot/domain';
import { StrategyFailure, type StrategyDefinition } from '../core/index.ts';

/**
 * @param use what was asked for, a name or a file: what a wrong answer is blamed on
 * @throws InputError when `warmup` does not give a count of bars, or `timeframes` no lengths of bars
 */
export function guardDefinition(
  use: string,
  name: string,
  definition: StrategyDefinition,
  params: unknown,
): StrategyDefinition {
  const { warmup, timeframes, init } = definition;
  const bars =
    warmup === undefined ? 1 : guarded(name, 'warmup', 'the parameters', () => warmup.call(definition, params));
  if (!Number.isSafeInteger(bars) || bars < 0) {
    throw new InputError(use, `the strategy's warmup gave ${shown(bars)}, expected a whole number of bars`);
  }
  const properties: PropertyDescriptorMap = { warmup: { value: () => bars } };
  if (timeframes !== undefined) {
    const names = guarded(name, 'timeframes', 'the parameters', () => timeframes.call(definition, params)) as unknown;
    const areLengths =
      Array.isArray(names) && names.every((one) => typeof one === 'string' && parseTimeframe(one) !== undefined);
    if (!areLengths) {
      throw new InputError(use, `the strategy's timeframes gave ${shown(names)}, expected a list such as ["4h", "1d"]`);
    }
    properties['timeframes'] = { value: () => names as string[] };
  }
  if (init !== undefined) {
    const value: typeof init = (given, symbol) =>
      guarded(name, 'init', symbol, () => init.call(definition, given, symbol));
    properties['init'] = { value };
  }
  // All else is the definition's own, whatever kind of object it is.
  return Object.create(definition, properties) as StrategyDefinition;
}

function guarded<T>(name: string, callback: string, on: string, run: () => T): T {
  try {
    return deciding(run);
  } catch (error) {
    const what = error instanceof Error ? `threw ${error.name}: ${error.message}` : `threw ${String(error)}`;
    throw new StrategyFailure(name, callback, on, what, error);
  }
}
