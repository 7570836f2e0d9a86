// Builders of events for specs: what matters is said, the rest has plain values.

import type { EventType, Payload } from '@tradingbot/contracts';
import { micros, timeframe, weight, type Micros } from '@tradingbot/domain';
import { ALPHA, BTC, px, q, usdt } from './catalog.ts';

/** An event before it has a position. `time` defaults to the time of the event before it. */
export interface Spoken<Type extends EventType = EventType> {
  readonly type: Type;
  readonly payload: Payload<Type>;
  readonly time?: Micros;
}

export const said = <Type extends EventType>(type: Type, payload: Payload<Type>, time?: Micros): Spoken<Type> =>
  time === undefined ? { type, payload } : { type, payload, time };

export const HOUR = timeframe(3_600_000_000);
/** 2021-01-01T00:00:00Z plus so many hours. */
export const hour = (count: number): Micros => micros(1_609_459_200_000_000 + count * HOUR);

export const balance = (text: string) => said('run.balance', { asset: 'USDT', balance: usdt(text) });

export const rules = (
  over: {
    tick?: string;
    lot?: string;
    minQty?: string;
    maxQty?: string;
    minNotional?: string;
    band?: readonly [down: number, up: number];
  } = {},
) =>
  said('md.instrument', {
    instrument: BTC,
    tick: px(over.tick ?? '0.01'),
    lot: q(over.lot ?? '0.00001'),
    minQty: q(over.minQty ?? '0.00001'),
    maxQty: q(over.maxQty ?? '0'),
    bandDown: over.band?.[0] ?? 0,
    bandUp: over.band?.[1] ?? 0,
    minNotional: usdt(over.minNotional ?? '0'),
  });

/** A closed hourly bar; `open`, `high` and `low` default to the close. It closes at `hour(at)`. */
export const bar = (
  close: string,
  at = 1,
  over: { instrument?: typeof BTC; open?: string; high?: string; low?: string } = {},
) =>
  said(
    'md.bar',
    {
      instrument: over.instrument ?? BTC,
      timeframe: HOUR,
      openTime: hour(at - 1),
      open: px(over.open ?? close),
      high: px(over.high ?? close),
      low: px(over.low ?? close),
      close: px(close),
      volume: 1,
    },
    hour(at),
  );

/** The open of an hourly bar at `hour(at)`; its range defaults to the open alone. */
export const open = (at: number, price: string, range?: { low: string; high: string; close?: string }) =>
  said(
    'md.open',
    {
      instrument: BTC,
      timeframe: HOUR,
      openTime: hour(at),
      open: px(price),
      barKnown: range !== undefined,
      high: px(range?.high ?? price),
      low: px(range?.low ?? price),
      close: px(range?.close ?? price),
      volume: range === undefined ? 0 : 1,
    },
    hour(at),
  );

export const MARKET = { type: 'market' } as const;
export const limit = (price: string) => ({ type: 'limit', limitPrice: px(price) }) as const;
export const stopAt = (price: string) => ({ type: 'stop', stopPrice: px(price) }) as const;
export const stopLimit = (stop: string, price: string) =>
  ({ type: 'stop-limit', stopPrice: px(stop), limitPrice: px(price) }) as const;
export const takeProfit = (price: string) => ({ type: 'take-profit', triggerPrice: px(price) }) as const;
/** At a share of the best price, in parts per billion. */
export const trailing = (distance: number) => ({ type: 'trailing-stop', distance: weight(distance) }) as const;

/** How a position of ALPHA in BTC is to be protected: by what is said. */
export const protection = (over: { stop?: string; trailing?: number; target?: string }): Payload<'signal.protect'> => ({
  strategy: ALPHA,
  instrument: BTC,
  stop: stopOf(over),
  target: over.target === undefined ? { type: 'none' } : limit(over.target),
});

function stopOf(over: { stop?: string; trailing?: number }): Payload<'signal.protect'>['stop'] {
  if (over.stop !== undefined) return stopAt(over.stop);
  return over.trailing === undefined ? { type: 'none' } : trailing(over.trailing);
}

/** So many BTC for each one before. */
export const split = (numerator: number, denominator = 1) =>
  said('md.split', { instrument: BTC, numerator, denominator });

export const submitted = (
  orderId: string,
  side: 'buy' | 'sell',
  quantity: string,
  terms: Payload<'order.submitted'>['terms'] = MARKET,
  over: Partial<Payload<'order.submitted'>> = {},
) =>
  said('order.submitted', {
    orderId,
    strategy: ALPHA,
    instrument: BTC,
    side,
    qty: q(quantity),
    terms,
    timeInForce: 'GTC',
    expiresAt: micros(0),
    group: '',
    approval: 1,
    unsent: q('0'),
    ...over,
  });

export const filled = (
  orderId: string,
  side: 'buy' | 'sell',
  quantity: string,
  price: string,
  over: { remaining?: string; fee?: string; trade?: string } = {},
) =>
  said('order.filled', {
    orderId,
    tradeId: over.trade ?? `${orderId}.1`,
    instrument: BTC,
    side,
    price: px(price),
    qty: q(quantity),
    remaining: q(over.remaining ?? '0'),
    fee: usdt(over.fee ?? '0'),
    feeAsset: 'USDT',
    liquidity: 'taker',
    filledAt: micros(0),
    reference: px(price),
    slippage: usdt('0'),
    spread: usdt('0'),
    delay: usdt('0'),
  });

export const canceled = (orderId: string, remaining: string, code: Payload<'order.canceled'>['code'] = 'REQUESTED') =>
  said('order.canceled', { orderId, instrument: BTC, remaining: q(remaining), code });

export const abandoned = (
  remaining: string,
  code: Payload<'order.abandoned'>['code'] = 'BELOW_MINIMUM',
  approval = 1,
) => said('order.abandoned', { strategy: ALPHA, instrument: BTC, approval, remaining: q(remaining), code });

/** Risk wants what is on its way in BTC stopped. */
export const cancel = said('risk.cancel', { strategy: ALPHA, instrument: BTC });

export const position = (quantity: string, costBasis: string, realizedPnl = '0', fees = '0') =>
  said('portfolio.position', {
    strategy: ALPHA,
    instrument: BTC,
    qty: q(quantity),
    costBasis: usdt(costBasis),
    realizedPnl: usdt(realizedPnl),
    fees: usdt(fees),
  });

export const equity = (cash: string, worth: string) =>
  said('portfolio.equity', { cash: usdt(cash), equity: usdt(worth) });

export const targetQty = (
  quantity: string,
  over: { strategy?: typeof ALPHA; instrument?: typeof BTC; terms?: Payload<'signal.target'>['terms'] } = {},
) =>
  said('signal.target', {
    strategy: over.strategy ?? ALPHA,
    instrument: over.instrument ?? BTC,
    target: { kind: 'qty', qty: q(quantity) },
    terms: over.terms ?? MARKET,
  });

export const kill = said('control.kill', { operator: 'ann', reason: 'test', command: '' });
export const reduce = said('control.reduce', { operator: 'ann', reason: 'test', command: '' });
export const resume = said('control.resume', { operator: 'ann', reason: 'over', command: '' });

/** 1,000 USDT, a last price of 100, and one BTC bought at 100: four events. */
export const holdingOne = [
  balance('1000'),
  bar('100'),
  submitted('o1', 'buy', '1'),
  filled('o1', 'buy', '1', '100'),
] as const;
