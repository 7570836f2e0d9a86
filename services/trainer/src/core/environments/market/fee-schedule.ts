// The fee of a fill, to the last decimal what the venue charges in the account's currency.

import { DECIMAL_PATTERN, invariant, parseSafeDecimal } from '@tradingbot/domain';
import type { FeeRates } from '@tradingbot/simulation';
import { ceilShare, floorShare } from './exact-share.ts';
import type { MarketTerms } from './market-terms.ts';

const BILLION = 1_000_000_000;
const BILLIONTH = 1 / BILLION;

/** Numbers only, so that a fill allocates nothing. Money is in last decimals of the account's currency. */
export interface FeeSchedule {
  readonly takerPpb: number;
  /** 1 up, 0 nearest, −1 down. */
  readonly rounding: number;
  readonly step: number;
  readonly minimum: number;
  /** Infinity for none. */
  readonly maximum: number;
  /** Of a sale of US stocks: the SEC's share of its value, FINRA's fee per share and its most; 0 where not charged. */
  readonly secPpb: number;
  readonly tafPerShare: number;
  readonly tafMaximum: number;
  readonly cent: number;
  /** Units of a share, times a cent. */
  readonly tafDivisor: number;
}

export function feeSchedule(
  { venue: { fees }, index, instrument, moneyScale }: MarketTerms,
  feeMultiplier: number,
): FeeSchedule {
  const { takerPpb } = fees.rates[index] as FeeRates;
  const rate = Math.round(takerPpb * feeMultiplier);
  invariant(rate >= 0 && rate < BILLION, 'a fee is not negative, and less than what is traded');
  const maximum = Number(fees.maximum);
  const regulatory = instrument.assetClass === 'us_equity' ? fees.regulatory : undefined;
  const cent = 10 ** (moneyScale - 2);
  return {
    takerPpb: rate,
    rounding: ROUNDINGS[fees.rounding],
    step: stepUnits(fees.steps[index] ?? '', moneyScale),
    minimum: Number(fees.minimum),
    maximum: maximum > 0 ? maximum : Infinity,
    secPpb: regulatory?.secPpb ?? 0,
    tafPerShare: Number(regulatory?.tafPerShare ?? 0),
    tafMaximum: Number(regulatory?.tafMaximum ?? 0),
    cent,
    tafDivisor: cent * 10 ** instrument.qtyScale,
  };
}

const ROUNDINGS = { up: 1, nearest: 0, down: -1 } as const;

/** A step finer than the last decimal cannot be charged: it is the last decimal. So is none. */
function stepUnits(step: string, scale: number): number {
  if (!DECIMAL_PATTERN.test(step)) return 1;
  const decimals = step.includes('.') ? step.slice(step.indexOf('.') + 1).replace(/0+$/, '').length : 0;
  return decimals > scale ? 1 : Math.max(1, parseSafeDecimal(step, scale));
}

export function buyFee(schedule: FeeSchedule, value: number): number {
  const { takerPpb, minimum, maximum } = schedule;
  if (takerPpb === 0 && minimum <= 0) return 0;
  return Math.min(Math.max(roundedFee(schedule, value), minimum), maximum);
}

export function sellFee(schedule: FeeSchedule, value: number, quantity: number): number {
  const commission = buyFee(schedule, value);
  return schedule.secPpb > 0 || schedule.tafPerShare > 0
    ? commission + regulatoryFee(schedule, value, quantity)
    : commission;
}

/** A quotient of a quotient, both rounded the same way, is the quotient of the product of the divisors. */
function roundedFee({ takerPpb, rounding, step }: FeeSchedule, value: number): number {
  if (rounding === 1) {
    const charged = ceilShare(value, takerPpb, BILLION, BILLIONTH);
    return step === 1 ? charged : Math.ceil(charged / step) * step;
  }
  if (rounding === -1) return Math.floor(floorShare(value, takerPpb, BILLION, BILLIONTH) / step) * step;
  // Half up: ⌊x + ½⌋ is ⌊(⌊2x⌋ + 1) ÷ 2⌋.
  return Math.floor((Math.floor(floorShare(2 * value, takerPpb, BILLION, BILLIONTH) / step) + 1) / 2) * step;
}

function regulatoryFee(schedule: FeeSchedule, value: number, quantity: number): number {
  const { secPpb, tafPerShare, tafMaximum, cent, tafDivisor } = schedule;
  const sec = Math.ceil(ceilShare(value, secPpb, BILLION, BILLIONTH) / cent) * cent;
  const perShare = tafPerShare * quantity;
  invariant(Number.isSafeInteger(perShare), 'the activity fee of a fill is counted exactly');
  return sec + Math.min(Math.ceil(perShare / tafDivisor) * cent, tafMaximum);
}
