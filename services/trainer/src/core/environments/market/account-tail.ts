// The end of an observation: what it says of the account itself.

import { createTailWriter, type ObservationPlan } from '@tradingbot/features';

export interface AccountTail {
  /** How many numbers. */
  readonly width: number;
  /**
   * Writes them from place `offset` on. Money is in the account's currency.
   * @param fillRatio filled ÷ ordered quantity of the last order that was filled at all; 1 before the first
   */
  write(
    cash: number,
    positionValue: number,
    worth: number,
    fillRatio: number,
    target: Float32Array,
    offset: number,
  ): void;
}

/** What a plan observes besides the market, of an account that trades `instrument`. */
export function accountTail(plan: ObservationPlan, instrument?: string): AccountTail {
  const writer = createTailWriter(plan, instrument);
  return {
    width: plan.features.length - plan.marketCount,
    write: (cash, positionValue, worth, fillRatio, target, offset) =>
      writer.write(cash, positionValue, worth, fillRatio, target, offset),
  };
}

/** The shares of cash and of the position in what the account is worth. */
export const SHARES_TAIL: AccountTail = {
  width: 2,
  write(cash, positionValue, worth, _fillRatio, target, offset) {
    target[offset] = worth > 0 ? cash / worth : 0;
    target[offset + 1] = worth > 0 ? positionValue / worth : 0;
  },
};
