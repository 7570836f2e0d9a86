// When the rules of venues change: all changes in time order, with the least notional in the account's money.

import type { Catalog, Payload } from '@tradingbot/contracts';
import { amount, mulDivExact, qty, type InstrumentIndex, type TradingRules } from '@tradingbot/domain';
import { createLedger } from '@tradingbot/portfolio';

export interface RuleChange {
  readonly from: number;
  readonly rules: Payload<'md.instrument'>;
}

/** @param rules per instrument, oldest first */
export function ruleChanges(catalog: Catalog, rules: readonly (readonly TradingRules[])[]): readonly RuleChange[] {
  const { moneyFactor } = createLedger(catalog);
  return rules
    .flatMap((history, index) =>
      history.map(({ from, tick, lot, minQty, maxQty, minNotional, band }): RuleChange => {
        const least = amount(mulDivExact(minNotional, moneyFactor[index] as number, 1, 'floor'));
        return {
          from,
          rules: {
            instrument: index as InstrumentIndex,
            tick,
            lot,
            minQty,
            maxQty: maxQty ?? qty(0),
            minNotional: least,
            bandDown: band?.down ?? 0,
            bandUp: band?.up ?? 0,
          },
        };
      }),
    )
    .sort((a, b) => a.from - b.from || a.rules.instrument - b.rules.instrument);
}

/** Of changes that are due together only the latest of each instrument matters. */
export function latestRules(due: readonly RuleChange[]): Payload<'md.instrument'>[] {
  const isLatest = ({ rules: { instrument } }: RuleChange, at: number): boolean =>
    !due.some((later, i) => i > at && later.rules.instrument === instrument);
  return due.filter(isLatest).map(({ rules }) => rules);
}

/** The rules in force at `time`, as a journal that opens then states them. */
export const rulesInForce = (
  catalog: Catalog,
  rules: readonly (readonly TradingRules[])[],
  time: number,
): Payload<'md.instrument'>[] => latestRules(ruleChanges(catalog, rules).filter(({ from }) => from <= time));
