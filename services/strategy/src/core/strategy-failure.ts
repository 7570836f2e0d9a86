// A strategy broke its rules or threw: the run stops, and its author is told where.

export class StrategyFailure extends Error {
  override readonly name = 'StrategyFailure';

  /** @param callback the function of the strategy that failed, such as `onBar` */
  constructor(strategy: string, callback: string, symbol: string, what: string, cause?: unknown) {
    super(`strategy ${strategy}: ${callback} on ${symbol} ${what}`, { cause });
    this.strategy = strategy;
  }

  readonly strategy: string;
}

/** A call to `ctx` that cannot be carried out. Thrown at the strategy, so that the stack shows its line. */
export class StrategyUsageError extends Error {
  override readonly name = 'StrategyUsageError';
}
