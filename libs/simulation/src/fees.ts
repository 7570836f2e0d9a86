// What the venue charges for one fill, and in which asset. Exact: a rate is in parts per billion of the value, and the
// fee is rounded as the settings say to the step of the asset charged.

import { addExact, amount, compareExact, mulDivExact, mulExact, type Amount, type Exact } from '@tradingbot/domain';
import type { FeeSettings, RegulatoryFees } from './venue-settings.ts';

const BILLION = 1_000_000_000;
const ZERO = amount(0);

/** How one asset prices a fee that is counted in the account's currency: `value × units ÷ worth` of its last decimals. */
export interface FeeAsset {
  /** In the account's currency, `units` of the asset are worth `worth`. */
  readonly units: Exact;
  readonly worth: Exact;
  /** The step of a fee, in last decimals of the asset. */
  readonly step: number;
}

/**
 * The commission on `value`, in last decimals of the asset: rounded to its step, then within the least and the most,
 * which are stated in the account's currency.
 */
export function commission(
  { rounding, minimum, maximum }: Pick<FeeSettings, 'rounding' | 'minimum' | 'maximum'>,
  value: Amount,
  ratePpb: number,
  { units, worth, step }: FeeAsset,
): Amount {
  if (ratePpb === 0 && compareExact(minimum, ZERO) <= 0) return ZERO;
  const divisor = product(product(worth, step), BILLION);
  const charged = product(value, units);
  let fee = product(rounded(charged, ratePpb, divisor, rounding), step);
  if (compareExact(minimum, ZERO) > 0) fee = larger(fee, mulDivExact(minimum, units, worth, 'ceil'));
  if (compareExact(maximum, ZERO) > 0) fee = smaller(fee, mulDivExact(maximum, units, worth, 'floor'));
  return amount(fee);
}

/** `a × b ÷ divisor` up, down, or to the nearest integer with halves up. */
function rounded(a: Exact, b: Exact, divisor: Exact, rounding: FeeSettings['rounding']): Exact {
  switch (rounding) {
    case 'up':
      return mulDivExact(a, b, divisor, 'ceil');
    case 'down':
      return mulDivExact(a, b, divisor, 'floor');
    case 'nearest': {
      // ⌊x + ½⌋ is ⌊(⌊2x⌋ + 1) ÷ 2⌋.
      const doubled = mulDivExact(product(a, 2), b, divisor, 'floor');
      return mulDivExact(addExact(doubled, 1), 1, 2, 'floor');
    }
  }
}

/**
 * What a sale of US stocks pays on top: the SEC's share of its value and FINRA's fee per share, each rounded up to the
 * cent, the latter at most its maximum.
 * @param shares the quantity sold, `unit` of which are one share
 * @param cent of the account's currency, in its last decimals
 */
export function regulatoryFee(
  { secPpb, tafPerShare, tafMaximum }: RegulatoryFees,
  value: Amount,
  shares: { readonly quantity: number; readonly unit: number },
  cent: number,
): Amount {
  const sec = product(mulDivExact(value, secPpb, product(BILLION, cent), 'ceil'), cent);
  const taf = product(mulDivExact(tafPerShare, shares.quantity, product(shares.unit, cent), 'ceil'), cent);
  return amount(addExact(sec, smaller(taf, tafMaximum)));
}

/** `value` brought up to a multiple of `step`. */
export const upTo = (value: Amount, step: number): Amount =>
  step === 1 ? value : amount(product(mulDivExact(value, 1, step, 'ceil'), step));

const larger = (a: Exact, b: Exact): Exact => (compareExact(a, b) >= 0 ? a : b);
const smaller = (a: Exact, b: Exact): Exact => (compareExact(a, b) <= 0 ? a : b);
const product = (a: Exact, b: Exact): Exact => {
  if (b === 1) return a;
  return typeof a === 'number' && typeof b === 'number' ? mulExact(a, b) : mulDivExact(a, b, 1, 'floor');
};
