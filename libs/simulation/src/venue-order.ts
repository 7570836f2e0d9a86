// An order as the venue has it, from the moment it was handed over until it rests no more.
// Terms are flat numbers, so that every order has the same fields.

import type { Payload, StrategyIndex } from '@tradingbot/contracts';
import { micros, price, type InstrumentIndex, type Micros, type Price, type Qty, type Side } from '@tradingbot/domain';

export interface VenueOrder {
  readonly orderId: string;
  /** 1 for the first order that this venue was handed. */
  readonly number: number;
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly side: Side;
  readonly type: Payload<'order.submitted'>['terms']['type'];
  /** The price that a stop or a take-profit waits for; 0 for other orders. */
  readonly stop: Price;
  /** 0 for none. */
  readonly limit: Price;
  /** Of a trailing stop, in parts per billion of the best price. */
  readonly distance: number;
  readonly timeInForce: 'GTC' | 'IOC' | 'FOK';
  /** 0 for never. */
  readonly expiresAt: Micros;
  /** "" for none. */
  readonly group: string;
  readonly submittedAt: Micros;
  readonly arrivesAt: Micros;
  /** Every attempt to place it timed out. */
  readonly timedOut: boolean;
  remaining: Qty;
  fills: number;
  triggered: boolean;
  /** It has been judged against a price of the market; from `judgedSince` on what the market does counts for it. */
  judged: boolean;
  judgedSince: Micros;
  /** Of a trailing stop: the best price since it was first judged. */
  best: Price;
  /** The price of the market when it was submitted; 0 until that is known. */
  startPrice: Price;
}

export function venueOrder(
  submitted: Payload<'order.submitted'>,
  number: number,
  submittedAt: Micros,
  arrivesAt: Micros,
  timedOut: boolean,
): VenueOrder {
  const { terms } = submitted;
  return {
    orderId: submitted.orderId,
    number,
    strategy: submitted.strategy,
    instrument: submitted.instrument,
    side: submitted.side,
    type: terms.type,
    stop: stopOf(terms),
    limit: terms.type === 'limit' || terms.type === 'stop-limit' ? terms.limitPrice : price(0),
    distance: terms.type === 'trailing-stop' ? terms.distance : 0,
    timeInForce: submitted.timeInForce,
    expiresAt: submitted.expiresAt,
    group: submitted.group,
    submittedAt,
    arrivesAt,
    timedOut,
    remaining: submitted.qty,
    fills: 0,
    triggered: false,
    judged: false,
    judgedSince: micros(0),
    best: price(0),
    startPrice: price(0),
  };
}

function stopOf(terms: Payload<'order.submitted'>['terms']): Price {
  if (terms.type === 'stop' || terms.type === 'stop-limit') return terms.stopPrice;
  return terms.type === 'take-profit' ? terms.triggerPrice : price(0);
}

/** It waits for a price before it may trade. */
export const isWaitingForTrigger = ({ type, triggered }: VenueOrder): boolean =>
  !triggered && type !== 'market' && type !== 'limit';

/** What was left when it could not fill is not wanted any more: everything but limit orders. */
export const tradesAtMarket = ({ limit }: VenueOrder): boolean => limit === 0;

export const hasExpired = ({ expiresAt }: VenueOrder, time: Micros): boolean => expiresAt > 0 && time >= expiresAt;
