// What a fill of a given size costs: its price, and the fee in whatever asset it is charged.

import {
  addExact,
  amount,
  compareExact,
  mulExact,
  subExact,
  type Amount,
  type InstrumentIndex,
  type Price,
  type Qty,
  type Side,
} from '@tradingbot/domain';
import { currencyOf, notionalOf } from '@tradingbot/portfolio';
import { takerPrice, type PriceBounds } from './costs.ts';
import { commission, regulatoryFee, upTo, type FeeAsset } from './fees.ts';
import { slippageBps, type Depth } from './slippage.ts';
import type { FeeRates, FeeSettings, VenueSettings } from './venue-settings.ts';
import { marketOf, type VenueState } from './venue-state.ts';

/** The terms on which an order trades at one moment, whatever the size of the fill. */
export interface Terms extends PriceBounds {
  readonly instrument: InstrumentIndex;
  readonly side: Side;
  readonly liquidity: 'maker' | 'taker';
  /** The price of the market; a maker's own limit. */
  readonly reference: Price;
  /** Neither spread nor slippage: a maker, and a fill at the very open where that is strict. */
  readonly plain: boolean;
  readonly halfSpreadBps: number;
  readonly depth: Depth;
}

/** The account's currency, charged to its last decimal. */
const CURRENCY: FeeAsset = { units: 1, worth: 1, step: 1 };

export interface Fee {
  readonly fee: Amount;
  readonly feeAsset: string;
}

/** The price of a fill of `quantity` units. */
function priceFor(state: VenueState, settings: VenueSettings, terms: Terms, quantity: Qty): Price {
  if (terms.plain) return terms.reference;
  const size = quantity / (state.ledger.qtyUnit[terms.instrument] as number);
  const bps = terms.halfSpreadBps + slippageBps(settings.slippage, terms.depth, size);
  return takerPrice(terms.side, terms.reference, bps, terms);
}

/** The price that half the spread alone would have made. */
export const spreadPrice = (terms: Terms): Price =>
  terms.plain || terms.halfSpreadBps === 0
    ? terms.reference
    : takerPrice(terms.side, terms.reference, terms.halfSpreadBps, terms);

/** A fill of a certain size, as it would be. */
export interface Quote extends Fee {
  readonly quantity: Qty;
  readonly price: Price;
  readonly value: Amount;
}

export function quoteFor(state: VenueState, settings: VenueSettings, terms: Terms, quantity: Qty): Quote {
  const price = priceFor(state, settings, terms, quantity);
  const value = notionalOf(state.ledger, terms.instrument, price, quantity);
  const { fee, feeAsset } = feeFor(state, settings.fees, terms, price, quantity, value);
  return { quantity, price, value, fee, feeAsset };
}

/** What a buy takes from the cash: its value, and the fee when that is charged in the account's currency. */
export const cashNeeded = ({ ledger }: VenueState, { value, fee, feeAsset }: Quote): Amount =>
  feeAsset === currencyOf(ledger) ? addExact(value, fee) : value;

/** The fee of a fill of `quantity` units at `price`, worth `value`. */
function feeFor(
  state: VenueState,
  settings: FeeSettings,
  terms: Terms,
  price: Price,
  quantity: Qty,
  value: Amount,
): Fee {
  const { instrument, side } = terms;
  const rates = settings.rates[instrument] as FeeRates;
  const ratePpb = terms.liquidity === 'maker' ? rates.makerPpb : rates.takerPpb;
  if (settings.settlement === 'received' && side === 'buy')
    return feeInBase(state, settings, ratePpb, instrument, price, quantity, value);
  const inBnb = settings.settlement === 'bnb' ? feeInBnb(state, settings, ratePpb, terms, quantity, value) : undefined;
  if (inBnb !== undefined) return inBnb;
  const step = state.feeSteps.quote[instrument] as number;
  let fee = commission(settings, value, ratePpb, step === 1 ? CURRENCY : { ...CURRENCY, step });
  if (settings.regulatory !== undefined && side === 'sell' && state.regulated[instrument] === true) {
    const shares = { quantity, unit: state.ledger.qtyUnit[instrument] as number };
    fee = addExact(fee, regulatoryFee(settings.regulatory, value, shares, state.cent));
  }
  return { fee, feeAsset: currencyOf(state.ledger) };
}

/** Out of what was bought, in whole units of quantity, and never more than that. */
function feeInBase(
  state: VenueState,
  settings: FeeSettings,
  ratePpb: number,
  instrument: InstrumentIndex,
  price: Price,
  quantity: Qty,
  value: Amount,
): Fee {
  const { ledger } = state;
  const unit = ledger.baseFactor[instrument] as number;
  const fee = upTo(
    commission(settings, value, ratePpb, assetAt(state, instrument, price, state.feeSteps.base[instrument] as number)),
    unit,
  );
  const bought = amount(mulExact(quantity, unit));
  return {
    fee: compareExact(fee, bought) > 0 ? bought : fee,
    feeAsset: ledger.assets[ledger.baseAsset[instrument] as number] as string,
  };
}

/** `undefined` when BNB has no price yet, or there is not enough of it: what this fill itself buys does not count. */
function feeInBnb(
  state: VenueState,
  settings: FeeSettings,
  ratePpb: number,
  { instrument, side }: Terms,
  quantity: Qty,
  value: Amount,
): Fee | undefined {
  const { ledger } = state;
  const bnb = settings.bnbInstrument as InstrumentIndex;
  const lastClose = state.markets[bnb] === undefined ? 0 : marketOf(state, bnb).lastClose;
  if (lastClose === 0) return undefined;
  const asset = ledger.baseAsset[bnb] as number;
  const step = state.feeSteps.bnb[instrument] as number;
  const fee = commission(settings, value, ratePpb, assetAt(state, bnb, lastClose as Price, step));
  let available = ledger.balances[asset] as Amount;
  if (side === 'sell' && ledger.baseAsset[instrument] === asset)
    available = subExact(available, amount(mulExact(quantity, ledger.baseFactor[instrument] as number)));
  if (compareExact(fee, available) > 0) return undefined;
  return { fee, feeAsset: ledger.assets[asset] as string };
}

/** The base asset of an instrument, as money that `price` makes of it. */
const assetAt = ({ ledger }: VenueState, instrument: InstrumentIndex, price: Price, step: number): FeeAsset => ({
  units: ledger.baseFactor[instrument] as number,
  worth: mulExact(price, ledger.moneyFactor[instrument] as number),
  step,
});
