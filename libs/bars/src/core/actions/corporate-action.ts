// What a company does to its shares: the holder of one wakes up with more of them, or with money.

import type { Amount, Micros } from '@tradingbot/domain';

/**
 * Holds for whoever holds the instrument when the first bar at or after `from`, midnight of the ex-date at the market,
 * opens. Prices of bars are as they were traded, so a split is seen in them as a fall.
 */
export type CorporateAction =
  | {
      readonly kind: 'split';
      readonly from: Micros;
      /** So many shares … */
      readonly numerator: number;
      /** … for every so many of before. */
      readonly denominator: number;
    }
  | {
      readonly kind: 'dividend';
      readonly from: Micros;
      /** In the account's currency, at its scale. */
      readonly perShare: Amount;
    };
