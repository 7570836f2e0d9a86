// The simulated venue as a core: takes orders, fills them against the recorded market, reports.
//
// What it assumes, and in whose favour:
// - A market order fills whole at the next open, `slippageBps` worse than it (against the trader), clipped to the bar's
//   range when that is known: no price that never traded (for the trader in bars that open at their extreme).
// - A limit order that is through the market at an open fills there, never worse than its limit. Later in the bar it
//   fills at its limit only if the bar trades through it; a touch is not a fill (against the trader).
// - An order placed while a bar is running waits for the next open: what the bar did before is not its to have.
// - The market is as deep as the order is large (for the trader); capacity and impact are not modelled here.

import type { Manifest, Payload, Sequenced } from '@tradingbot/contracts';
import { restoreState, saveState, type Core, type Emit } from '@tradingbot/core';
import {
  amount,
  compareExact,
  floorToLot,
  mulDivExact,
  price,
  qty,
  subExact,
  addExact,
  type Amount,
  type InstrumentIndex,
  type Micros,
  type Price,
  type Qty,
} from '@tradingbot/domain';
import { createLedger, currencyOf, notionalOf, type Ledger } from '@tradingbot/portfolio';
import { feeFor, slippedPrice, type TradingCosts } from './costs.ts';

interface RestingOrder {
  readonly orderId: string;
  readonly instrument: InstrumentIndex;
  readonly side: 'buy' | 'sell';
  readonly limit: Price | 0;
  remaining: Qty;
  /** It has seen an open, so the range of the running bar is its to fill in. */
  live: boolean;
  fills: number;
}

interface VenueState {
  readonly ledger: Ledger;
  readonly resting: RestingOrder[][];
  readonly rules: (Payload<'md.instrument'> | null)[];
  readonly lastClose: number[];
  readonly held: number[];
  cash: Amount;
  ending: boolean;
}

export function venueSim(costs: TradingCosts): Core<VenueState> {
  const init = ({ catalog }: Manifest): VenueState => ({
    ledger: createLedger(catalog),
    resting: catalog.instruments.map(() => []),
    rules: catalog.instruments.map(() => null),
    lastClose: catalog.instruments.map(() => 0),
    held: catalog.instruments.map(() => 0),
    cash: amount(0),
    ending: false,
  });

  return {
    name: 'venue-sim',
    reads: [
      'run.balance',
      'run.position',
      'run.ending',
      'md.instrument',
      'md.open',
      'md.bar',
      'order.submitted',
      'order.cancel-requested',
    ],
    init,
    step(state, event, emit) {
      switch (event.type) {
        case 'md.open':
          if ((state.resting[event.payload.instrument] as RestingOrder[]).length > 0) fillAtOpen(state, event, emit);
          return;
        case 'md.bar':
          state.lastClose[event.payload.instrument] = event.payload.close;
          if ((state.resting[event.payload.instrument] as RestingOrder[]).length > 0) fillInBar(state, event, emit);
          return;
        case 'order.submitted':
          return take(state, event.payload, event.time, emit);
        case 'order.cancel-requested':
          return cancel(state, event.payload, emit);
        case 'md.instrument':
          state.rules[event.payload.instrument] = event.payload;
          return;
        case 'run.balance':
          if (event.payload.asset === currencyOf(state.ledger)) state.cash = event.payload.balance;
          return;
        case 'run.position': {
          const { instrument, qty: held } = event.payload;
          state.held[instrument] = (state.held[instrument] as number) + held;
          return;
        }
        case 'run.ending':
          state.ending = true;
          return;
        default:
          return;
      }
    },
    save: saveState,
    load: restoreState,
  };

  function take(state: VenueState, order: Payload<'order.submitted'>, time: Micros, emit: Emit): void {
    const { orderId, instrument } = order;
    const code = refusal(state, order);
    if (code !== undefined) {
      emit('order.rejected', { orderId, instrument, code });
      return;
    }
    emit('order.accepted', { orderId, instrument });
    const resting: RestingOrder = {
      orderId,
      instrument,
      side: order.side,
      limit: order.terms.type === 'limit' ? order.terms.limitPrice : 0,
      remaining: order.qty,
      live: false,
      fills: 0,
    };
    const queue = state.resting[instrument] as RestingOrder[];
    queue.push(resting);
    // After the last bar there is no next open: the last close is taken, with the same slippage and fee.
    const last = state.lastClose[instrument] as Price;
    if (state.ending && resting.limit === 0 && last > 0) {
      fill(state, resting, slippedPrice(resting.side, last, costs.slippagePpb), last, 'taker', time, emit);
      prune(queue);
    }
  }

  function refusal(
    state: VenueState,
    order: Payload<'order.submitted'>,
  ): Payload<'order.rejected'>['code'] | undefined {
    const rules = state.rules[order.instrument];
    if (rules === null || rules === undefined) return undefined;
    if (order.qty % rules.lot !== 0) return 'NOT_ON_LOT';
    if (order.qty < rules.minQty) return 'BELOW_MIN_QTY';
    if (order.terms.type === 'limit') {
      if (order.terms.limitPrice % rules.tick !== 0) return 'NOT_ON_TICK';
      const value = notionalOf(state.ledger, order.instrument, order.terms.limitPrice, order.qty);
      if (compareExact(value, rules.minNotional) < 0) return 'BELOW_MIN_NOTIONAL';
    }
    if (order.side === 'sell' && order.qty > (state.held[order.instrument] as number)) return 'INSUFFICIENT_BALANCE';
    return undefined;
  }

  function cancel(state: VenueState, { orderId, instrument }: Payload<'order.cancel-requested'>, emit: Emit): void {
    const queue = state.resting[instrument] as RestingOrder[];
    const found = queue.findIndex((order) => order.orderId === orderId);
    // Already filled or canceled: the report of that is on its way, and a venue answers "unknown order".
    if (found < 0) return;
    const [order] = queue.splice(found, 1) as [RestingOrder];
    emit('order.canceled', { orderId, instrument, remaining: order.remaining, code: 'REQUESTED' });
  }

  function fillAtOpen(state: VenueState, { payload: bar, time }: Sequenced<'md.open'>, emit: Emit): void {
    const queue = state.resting[bar.instrument] as RestingOrder[];
    for (const order of queue) {
      order.live = true;
      if (order.limit !== 0 && !isMarketable(order, bar.open)) continue;
      let at = slippedPrice(order.side, bar.open, costs.slippagePpb);
      if (costs.clipToBar && bar.barKnown) at = price(Math.min(Math.max(at, bar.low), bar.high));
      if (order.limit !== 0)
        at = order.side === 'buy' ? price(Math.min(at, order.limit)) : price(Math.max(at, order.limit));
      fill(state, order, at, bar.open, 'taker', time, emit);
    }
    prune(queue);
  }

  function fillInBar(state: VenueState, { payload: bar, time }: Sequenced<'md.bar'>, emit: Emit): void {
    const queue = state.resting[bar.instrument] as RestingOrder[];
    for (const order of queue) {
      if (!order.live || order.limit === 0) continue;
      const tradedThrough = order.side === 'buy' ? bar.low < order.limit : bar.high > order.limit;
      if (tradedThrough) fill(state, order, order.limit, order.limit, 'maker', time, emit);
    }
    prune(queue);
  }

  /** Fills what the account can pay for; what it cannot is canceled, as a venue would refuse it. */
  function fill(
    state: VenueState,
    order: RestingOrder,
    at: Price,
    reference: Price,
    liquidity: 'maker' | 'taker',
    time: Micros,
    emit: Emit,
  ): void {
    const { ledger } = state;
    const { instrument, side, orderId } = order;
    const ratePpb = liquidity === 'maker' ? costs.makerFeePpb : costs.takerFeePpb;
    const quantity = side === 'buy' ? affordable(state, order, at, ratePpb) : order.remaining;
    if (quantity > 0) {
      const value = notionalOf(ledger, instrument, at, quantity);
      const fee = feeFor(value, ratePpb);
      const atReference = notionalOf(ledger, instrument, reference, quantity);
      const slippage = side === 'buy' ? subExact(value, atReference) : subExact(atReference, value);
      order.remaining = qty(order.remaining - quantity);
      order.fills += 1;
      state.held[instrument] = (state.held[instrument] as number) + (side === 'buy' ? quantity : -quantity);
      state.cash = subExact(side === 'buy' ? subExact(state.cash, value) : addExact(state.cash, value), fee);
      emit('order.filled', {
        orderId,
        tradeId: `${orderId}.${order.fills}`,
        instrument,
        side,
        price: at,
        qty: quantity,
        remaining: order.remaining,
        fee,
        feeAsset: currencyOf(ledger),
        liquidity,
        filledAt: time,
        reference,
        slippage,
        spread: amount(0),
        delay: amount(0),
      });
    }
    if (order.remaining > 0) {
      emit('order.canceled', { orderId, instrument, remaining: order.remaining, code: 'INSUFFICIENT_BALANCE' });
      order.remaining = qty(0);
    }
  }

  function affordable(state: VenueState, order: RestingOrder, at: Price, ratePpb: number): Qty {
    const value = notionalOf(state.ledger, order.instrument, at, order.remaining);
    if (compareExact(addExact(value, feeFor(value, ratePpb)), state.cash) <= 0) return order.remaining;
    if (compareExact(state.cash, 0) <= 0) return qty(0);
    const lot = state.rules[order.instrument]?.lot ?? qty(1);
    const perUnit = notionalOf(state.ledger, order.instrument, at, qty(1));
    const spendable = mulDivExact(state.cash, 1_000_000_000, 1_000_000_000 + ratePpb, 'floor');
    let quantity = floorToLot(Number(mulDivExact(spendable, 1, perUnit, 'floor')), lot);
    // The fee rounds up, so the last lot may be one too many.
    while (quantity > 0) {
      const cost = notionalOf(state.ledger, order.instrument, at, quantity);
      if (compareExact(addExact(cost, feeFor(cost, ratePpb)), state.cash) <= 0) return quantity;
      quantity = qty(quantity - lot);
    }
    return qty(0);
  }
}

const isMarketable = (order: RestingOrder, open: Price): boolean =>
  order.side === 'buy' ? open <= order.limit : open >= order.limit;

/** Forgets orders with nothing left, keeping the others in order. */
function prune(queue: RestingOrder[]): void {
  let kept = 0;
  for (const order of queue) if (order.remaining > 0) queue[kept++] = order;
  while (queue.length > kept) queue.pop();
}
