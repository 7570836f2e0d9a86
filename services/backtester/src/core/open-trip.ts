// A round trip while it lasts: what has been bought, sold and paid since the position was nothing.

import { strategyIndex, type Payload, type StrategyIndex } from '@tradingbot/contracts';
import {
  addExact,
  amount,
  instrumentIndex,
  keepAsDoubles,
  micros,
  qty,
  subExact,
  type Amount,
  type InstrumentIndex,
  type Micros,
  type Qty,
} from '@tradingbot/domain';
import type { Position } from '@tradingbot/portfolio';

export interface OpenTrip {
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly entryTime: Micros;
  /** The ledger's own, which moves while the trip lasts, and what stood in it when the trip began. */
  readonly position: Position;
  readonly realizedBefore: Amount;
  readonly feesBefore: Amount;
  /** Of the shares that there are now: a split changes it. */
  boughtQty: Qty;
  soldQty: Qty;
  bought: Amount;
  sold: Amount;
  fills: number;
  slippage: Amount;
  spread: Amount;
  delay: Amount;
  /** The worst and the best that it stood at, in money, before fees; and the last bar that counted. */
  adverse: number;
  favourable: number;
  seenBar: number;
}

const ZERO = amount(0);

/** @param before what the position had realised and paid before the trip */
export function openTrip(
  time: Micros,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
  position: Position,
  before: Pick<Position, 'realizedPnl' | 'fees'>,
): OpenTrip {
  return {
    strategy,
    instrument,
    entryTime: time,
    position,
    realizedBefore: before.realizedPnl,
    feesBefore: before.fees,
    boughtQty: qty(0),
    soldQty: qty(0),
    bought: ZERO,
    sold: ZERO,
    fills: 0,
    slippage: ZERO,
    spread: ZERO,
    delay: ZERO,
    adverse: 0,
    favourable: 0,
    seenBar: -1,
  };
}

const FLAT: Position = { qty: qty(0), costBasis: ZERO, realizedPnl: ZERO, fees: ZERO };

keepAsDoubles(
  openTrip(micros(0), strategyIndex(0), instrumentIndex(0), FLAT, FLAT),
  'realizedBefore',
  'feesBefore',
  'bought',
  'sold',
  'slippage',
  'spread',
  'delay',
  'adverse',
  'favourable',
);

/** @param value of the fill, in the account's currency */
export function addFill(trip: OpenTrip, fill: Payload<'order.filled'>, value: Amount): void {
  if (fill.side === 'buy') {
    trip.boughtQty = qty(trip.boughtQty + fill.qty);
    trip.bought = addExact(trip.bought, value);
  } else {
    trip.soldQty = qty(trip.soldQty + fill.qty);
    trip.sold = addExact(trip.sold, value);
  }
  trip.fills += 1;
  trip.slippage = addExact(trip.slippage, subExact(fill.slippage, fill.spread));
  trip.spread = addExact(trip.spread, fill.spread);
  trip.delay = addExact(trip.delay, fill.delay);
}

/**
 * The trip stood at these prices: what it had made there with what it holds, before fees, in units of the account's last
 * decimal. Runs for every bar of a trip, so that nothing is asked twice of what both prices share.
 */
export function countPrices(trip: OpenTrip, worst: number, best: number, moneyFactor: number): void {
  const { position } = trip;
  const realized = asDouble(position.realizedPnl) - asDouble(trip.realizedBefore);
  const cost = asDouble(position.costBasis);
  const held: number = position.qty;
  const adverse = realized + held * worst * moneyFactor - cost;
  const favourable = realized + held * best * moneyFactor - cost;
  if (adverse < trip.adverse) trip.adverse = adverse;
  if (favourable > trip.favourable) trip.favourable = favourable;
}

/** `Number(value)`, without the call where it is a number, as it nearly always is. */
export const asDouble = (value: Amount): number => (typeof value === 'number' ? value : Number(value));
