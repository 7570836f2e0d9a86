// A strategy that fails while it runs, in the words of the one who wrote it.

import { StrategyFailure } from '@tradingbot/strategy';
import { explainStrategyFailure } from '@tradingbot/strategy/load';

/** @throws InputError that blames the line of a strategy that failed; else what `work` throws */
export async function explained<Result>(
  strategies: readonly { readonly name: string; readonly use: string }[],
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StrategyFailure)) throw error;
    const use = strategies.find(({ name }) => name === error.strategy)?.use ?? error.strategy;
    throw explainStrategyFailure(error, use);
  }
}
