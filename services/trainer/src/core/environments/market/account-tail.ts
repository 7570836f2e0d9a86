// The end of an observation: what it says of the account itself.

import { createTailWriter, type ObservationPlan, type TailWriter } from '@tradingbot/features';

export interface AccountTail {
  /** How many numbers. */
  readonly width: number;
  /** Writes them. Money is in the account's currency; the fill ratio is that of the last order that was filled at all. */
  readonly write: TailWriter['write'];
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
