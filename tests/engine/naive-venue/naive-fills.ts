// Fills at the naive venue: how much of an order, at what price, for what fee, and what becomes of the rest. "What a
// fill costs", "Capacity" and "Balance" of docs/simulation.md.

import type { VenueSettings } from '@tradingbot/simulation';
import type { NaiveBar } from './naive-bar.ts';
import { takerPrice } from './naive-costs.ts';
import { feeOf, type Account, type Fee } from './naive-fees.ts';
import { lastClose, roomLeft, type NaiveMarket } from './naive-market.ts';
import type { Order } from './naive-order.ts';
import type { NaiveInstrument, NaiveSetup } from './naive-setup.ts';

/** What fills need of the venue around them. */
export interface NaiveDesk {
  readonly markets: readonly NaiveMarket[];
  balanceOf(asset: string): bigint;
  change(asset: string, by: bigint): void;
  say(order: Order, text: string): void;
  cancel(order: Order, code: string): void;
  /** "The first fill of one order of a group cancels the others of it." */
  groupFilled(order: Order): void;
}

/** When and where a fill happens; no bar at the end of a run. */
export interface Moment {
  readonly time: number;
  readonly bar: NaiveBar | undefined;
  readonly atOpen: boolean;
}

interface Deal {
  readonly price: number;
  readonly qty: number;
  readonly liquidity: 'maker' | 'taker';
  readonly reference: number;
  readonly slippage: bigint;
  readonly spread: bigint;
  readonly delay: bigint;
}

export function createNaiveFills(setup: NaiveSetup, desk: NaiveDesk) {
  const settings: VenueSettings = setup.settings;

  /** A fill as a taker at `reference`; `delayed` is `M` where a delay is reported, which a triggered order has not. */
  function take(
    order: Order,
    market: NaiveMarket,
    reference: number,
    delayed: number | undefined,
    moment: Moment,
  ): void {
    const quantity = roomFor(order, market, moment);
    if (order.timeInForce === 'FOK' && quantity < order.remaining) return desk.cancel(order, 'FILL_OR_KILL');
    const limit = 'limitPrice' in order.terms ? order.terms.limitPrice : undefined;
    const bar = moment.bar?.known === true ? moment.bar : undefined;
    // The hour is that of `a`, which is `T` for an order that was there when the bar opened.
    const question = {
      side: order.side,
      market: reference,
      time: moment.bar === undefined ? moment.time : order.since,
      atOpen: moment.atOpen,
      knownBar: bar,
      limit,
    };
    // `q` is "the quantity of the fill": each quantity that is tried has a price of its own.
    const priceOf = (qty: number) => takerPrice(market, settings, { ...question, qty });
    const affordable = cashFor(order, market, (qty) => priceOf(qty).price, quantity, 'taker');
    const { price, spreadPrice } = priceOf(affordable);
    if (order.timeInForce === 'FOK' && affordable < order.remaining) return desk.cancel(order, 'FILL_OR_KILL');
    const against = (value: number, from: number): bigint =>
      valueOf(market, order.side === 'buy' ? value - from : from - value, affordable);
    const slippage = against(price, reference);
    const spread = against(spreadPrice, reference);
    const delay = delayed === undefined || order.triggered ? 0n : against(delayed, order.submittedPrice ?? delayed);
    fill(order, market, moment, quantity, {
      price,
      qty: affordable,
      liquidity: 'taker',
      reference,
      slippage,
      spread: spread < slippage ? spread : slippage,
      delay,
    });
  }

  /** "A maker's price is its limit; it pays neither spread nor slippage." */
  function make(order: Order, market: NaiveMarket, price: number, moment: Moment): void {
    const quantity = roomFor(order, market, moment);
    const affordable = cashFor(order, market, () => price, quantity, 'maker');
    const free = { reference: price, slippage: 0n, spread: 0n, delay: 0n };
    fill(order, market, moment, quantity, { price, qty: affordable, liquidity: 'maker', ...free });
  }

  /** @param room what capacity let it have, before the balance was asked */
  function fill(order: Order, market: NaiveMarket, moment: Moment, room: number, deal: Deal): void {
    if (deal.qty > 0) {
      const fee = feeFor(order, market, deal.price, deal.qty, deal.liquidity);
      order.remaining -= deal.qty;
      market.taken += moment.bar === undefined ? 0 : deal.qty;
      const sign = order.side === 'buy' ? 1n : -1n;
      desk.change(setup.currency, -sign * valueOf(market, deal.price, deal.qty));
      desk.change(market.base, sign * baseUnits(market, deal.qty));
      desk.change(fee.asset, -fee.amount);
      const { liquidity, qty, price, reference, slippage, spread, delay } = deal;
      desk.say(
        order,
        `filled ${order.side} ${qty} @ ${price} ${liquidity} left ${order.remaining} fee ${fee.amount} ${fee.asset}` +
          ` at ${moment.time} ref ${reference} slippage ${slippage} spread ${spread} delay ${delay}`,
      );
      // "The first fill of one order of a group cancels the others of it"
      desk.groupFilled(order);
    }
    if (order.remaining === 0) {
      order.status = 'gone';
      return;
    }
    // "the rest is canceled (INSUFFICIENT_BALANCE)"
    if (deal.qty < room) return desk.cancel(order, 'INSUFFICIENT_BALANCE');
    // "What is left of a market, stop, take-profit or trailing order after that is canceled, a limit goes on resting."
    const isLimit = order.terms.type === 'limit' || order.terms.type === 'stop-limit';
    if (!isLimit) desk.cancel(order, 'NO_CAPACITY');
  }

  /** "a fill takes what is left, cut to the lot" */
  function roomFor(order: Order, market: NaiveMarket, { bar }: Moment): number {
    const left = bar === undefined ? Infinity : Math.max(0, roomLeft(market, settings, bar));
    return left >= order.remaining ? order.remaining : left - (left % market.rules.lot);
  }

  /** "A buy takes what cash there is, cost and fee included, cut to the lot": found by trying lots, halving each time. */
  function cashFor(
    order: Order,
    market: NaiveMarket,
    priceOf: (qty: number) => number,
    quantity: number,
    liquidity: 'maker' | 'taker',
  ): number {
    if (order.side === 'sell') return Math.min(quantity, heldOf(market));
    const fits = (tried: number): boolean => {
      const price = priceOf(tried);
      const fee = feeFor(order, market, price, tried, liquidity);
      const cost = valueOf(market, price, tried) + (fee.asset === setup.currency ? fee.amount : 0n);
      return cost <= desk.balanceOf(setup.currency);
    };
    if (quantity === 0 || fits(quantity)) return quantity;
    const { lot } = market.rules;
    let enough = 0;
    let tooMany = Math.ceil(quantity / lot);
    while (tooMany - enough > 1) {
      const middle = Math.floor((enough + tooMany) / 2);
      if (fits(middle * lot)) enough = middle;
      else tooMany = middle;
    }
    return enough * lot;
  }

  function feeFor(order: Order, market: NaiveMarket, price: number, qty: number, liquidity: 'maker' | 'taker'): Fee {
    const bnbMarket = desk.markets[settings.fees.bnbInstrument];
    const close = bnbMarket === undefined ? 0 : lastClose(bnbMarket);
    const account: Account = {
      currency: setup.currency,
      scaleOf: setup.scaleOf,
      balanceOf: desk.balanceOf,
      bnb:
        bnbMarket === undefined || close === 0
          ? undefined
          : { asset: bnbMarket.base, close, priceScale: bnbMarket.priceScale },
    };
    const question = {
      instrument: order.instrument,
      side: order.side,
      liquidity,
      value: valueOf(market, price, qty),
      baseQty: baseUnits(market, qty),
      base: market.base,
      assetClass: (setup.instruments[order.instrument] as NaiveInstrument).assetClass,
      qty,
      qtyScale: market.qtyScale,
    };
    return feeOf(settings, question, account);
  }

  /** In units of the account's currency. */
  const valueOf = (market: NaiveMarket, price: number, qty: number): bigint =>
    BigInt(price) * BigInt(qty) * 10n ** BigInt(setup.scaleOf(setup.currency) - market.priceScale - market.qtyScale);

  const baseUnits = (market: NaiveMarket, qty: number): bigint =>
    BigInt(qty) * 10n ** BigInt(setup.scaleOf(market.base) - market.qtyScale);

  const heldOf = (market: NaiveMarket): number =>
    Number(desk.balanceOf(market.base) / 10n ** BigInt(setup.scaleOf(market.base) - market.qtyScale));

  return { take, make, valueOf, heldOf };
}
