// The fee of a fill: "Fees" of docs/simulation.md, exactly, as fractions of big integers that are rounded once.

import type { Instrument } from '@tradingbot/domain';
import type { VenueSettings } from '@tradingbot/simulation';
import type { Side } from './naive-bar.ts';

export interface FeeQuestion {
  readonly instrument: number;
  readonly side: Side;
  readonly liquidity: 'maker' | 'taker';
  /** Of the fill, in units of the account's currency. */
  readonly value: bigint;
  /** In units of the base asset at its asset scale. */
  readonly baseQty: bigint;
  readonly base: string;
  readonly assetClass: Instrument['assetClass'];
  /** Whole shares as a fraction: quantity ÷ 10^qtyScale. */
  readonly qty: number;
  readonly qtyScale: number;
}

export interface Account {
  readonly currency: string;
  readonly scaleOf: (asset: string) => number;
  readonly balanceOf: (asset: string) => bigint;
  /** Last close of BNB and its price scale; `undefined` before the first. */
  readonly bnb: { readonly asset: string; readonly close: number; readonly priceScale: number } | undefined;
}

export interface Fee {
  readonly asset: string;
  readonly amount: bigint;
}

const BILLION = 1_000_000_000n;

export function feeOf(settings: VenueSettings, question: FeeQuestion, account: Account): Fee {
  const { fees } = settings;
  const rates = fees.rates[question.instrument];
  const rate = BigInt((question.liquidity === 'maker' ? rates?.makerPpb : rates?.takerPpb) ?? 0);
  const inQuote = (): Fee => {
    const rounded = roundedTo(
      settings,
      question.instrument,
      account.scaleOf(account.currency),
      question.value * rate,
      BILLION,
    );
    return {
      asset: account.currency,
      amount: withinBounds(settings, rounded) + regulatoryFees(settings, question, account),
    };
  };
  if (fees.settlement === 'received' && question.side === 'buy') {
    const scale = account.scaleOf(question.base);
    const fee = roundedTo(settings, question.instrument, scale, question.baseQty * rate, BILLION);
    // What is held is counted at the scale of quantities: a fee between two of them goes up to the next.
    const unit = power(scale - question.qtyScale);
    const whole = ((fee + unit - 1n) / unit) * unit;
    // It is paid out of what was bought, and never more than that.
    return { asset: question.base, amount: whole < question.baseQty ? whole : question.baseQty };
  }
  if (fees.settlement === 'bnb' && account.bnb !== undefined) {
    const { asset, close, priceScale } = account.bnb;
    // value ÷ 10^money × rate ÷ 10^9 ÷ (close ÷ 10^price) × 10^bnb
    const above = question.value * rate * power(priceScale + account.scaleOf(asset));
    const below = BILLION * BigInt(close) * power(account.scaleOf(account.currency));
    const amount = roundedTo(settings, question.instrument, account.scaleOf(asset), above, below);
    if (account.balanceOf(asset) >= amount) return { asset, amount };
  }
  return inQuote();
}

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

/** `above ÷ below`, brought to the step of the asset charged. */
function roundedTo(settings: VenueSettings, instrument: number, scale: number, above: bigint, below: bigint): bigint {
  const step = stepOf(settings.fees.steps[instrument] ?? '', scale);
  const divisor = below * step;
  const floor = above / divisor;
  const rest = above % divisor;
  if (rest === 0n || settings.fees.rounding === 'down') return floor * step;
  if (settings.fees.rounding === 'up') return (floor + 1n) * step;
  return (rest * 2n >= divisor ? floor + 1n : floor) * step;
}

/** A decimal string as units at `scale`, at least one. */
function stepOf(text: string, scale: number): bigint {
  if (text === '') return 1n;
  const [whole = '0', decimals = ''] = text.split('.');
  const units = BigInt(whole + decimals.padEnd(scale, '0').slice(0, scale));
  return units > 0n ? units : 1n;
}

function withinBounds({ fees }: VenueSettings, fee: bigint): bigint {
  const least = BigInt(fees.minimum);
  const most = BigInt(fees.maximum);
  let bounded = fee;
  if (least > 0n && bounded < least) bounded = least;
  if (most > 0n && bounded > most) bounded = most;
  return bounded;
}

/** "US sales pay … each rounded up to the cent." */
function regulatoryFees({ fees }: VenueSettings, question: FeeQuestion, account: Account): bigint {
  const { regulatory } = fees;
  if (regulatory === undefined || question.side === 'buy' || question.assetClass !== 'us_equity') return 0n;
  const cent = power(account.scaleOf(account.currency) - 2);
  const upToCent = (above: bigint, below: bigint): bigint => ((above + below * cent - 1n) / (below * cent)) * cent;
  const sec = upToCent(question.value * BigInt(regulatory.secPpb), BILLION);
  const taf = upToCent(BigInt(regulatory.tafPerShare) * BigInt(question.qty), power(question.qtyScale));
  const most = upToCent(BigInt(regulatory.tafMaximum), 1n);
  return sec + (taf < most ? taf : most);
}
