// Money of a run as decimal strings, to the last decimal that its account is kept to.

import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import { amount, formatDecimal, mulDivExact, normalise, type Amount } from '@tradingbot/domain';
import { noMetric, type NoMetric } from '@tradingbot/metrics';

export interface MoneyText {
  exact(value: Amount): string;
  /** `total ÷ count`, to the nearest last decimal; says why there is none for a count of 0. */
  mean(total: Amount, count: number, whenNone: string): string | NoMetric;
  /** A double in units of the currency, rounded. */
  rounded(value: number): string;
}

export function moneyTextOf(catalog: Catalog): MoneyText {
  const scale = moneyScaleOf(catalog);
  const exact = (value: Amount): string => formatDecimal(value, scale);
  return {
    exact,
    mean: (total, count, whenNone) =>
      count === 0 ? noMetric(whenNone) : exact(amount(mulDivExact(total, 1, count, 'half-even'))),
    rounded: (value) => exact(amount(normalise(BigInt(Math.round(value * 10 ** scale))))),
  };
}
