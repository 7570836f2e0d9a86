// An order at the naive venue, and at which prices it is reached: the first half of "How an order fills".

import type { Payload } from '@tradingbot/contracts';
import type { Side } from './naive-bar.ts';
import type { NaiveMarket } from './naive-market.ts';

export type Terms = Payload<'order.submitted'>['terms'];

export interface Order {
  readonly number: number;
  readonly id: string;
  readonly instrument: number;
  readonly side: Side;
  readonly terms: Terms;
  readonly timeInForce: 'GTC' | 'IOC' | 'FOK';
  readonly expiresAt: number;
  readonly group: string;
  readonly qty: number;
  remaining: number;
  readonly submittedAt: number;
  readonly arrival: number;
  readonly timedOut: boolean;
  /** The open time of the bar that ran then; −1 for none. */
  submittedIn: number;
  /** `M₀`; `undefined` until the bar that it waits for has opened. */
  submittedPrice: number | undefined;
  status: 'travelling' | 'waiting' | 'resting' | 'gone';
  /** When it came, or when the running bar opened if it was there before. */
  since: number;
  triggered: boolean;
  /** Of a trailing stop. */
  best: number | undefined;
}

export const isExpired = (order: Order, time: number): boolean => order.expiresAt > 0 && time >= order.expiresAt;

/** Whether the order fills, or triggers, at this price of the market. */
export function isReached(order: Order, market: NaiveMarket, price: number): boolean {
  const { side, terms, triggered } = order;
  const isAtOrAbove = (level: number): boolean => price >= level;
  const isAtOrBelow = (level: number): boolean => price <= level;
  switch (terms.type) {
    case 'market':
      return true;
    case 'limit':
      return side === 'buy' ? isAtOrBelow(terms.limitPrice) : isAtOrAbove(terms.limitPrice);
    case 'stop':
      return side === 'buy' ? isAtOrAbove(terms.stopPrice) : isAtOrBelow(terms.stopPrice);
    case 'stop-limit': {
      const level = triggered ? terms.limitPrice : terms.stopPrice;
      const below = triggered ? side === 'buy' : side === 'sell';
      return below ? isAtOrBelow(level) : isAtOrAbove(level);
    }
    case 'take-profit':
      return side === 'buy' ? isAtOrBelow(terms.triggerPrice) : isAtOrAbove(terms.triggerPrice);
    case 'trailing-stop': {
      const level = trailingLevel(order, market);
      return side === 'buy' ? isAtOrAbove(level) : isAtOrBelow(level);
    }
  }
}

/** "best ∓ distance × best (rounded to the tick, away from the market)" */
export function trailingLevel({ side, terms, best }: Order, market: NaiveMarket): number {
  if (terms.type !== 'trailing-stop' || best === undefined) throw new Error('a trailing stop has a best price');
  const billion = 1_000_000_000n;
  const tick = BigInt(market.rules.tick);
  const distance = BigInt(terms.distance);
  if (side === 'sell') return Number(((BigInt(best) * (billion - distance)) / (billion * tick)) * tick);
  const above = BigInt(best) * (billion + distance);
  return Number(((above + billion * tick - 1n) / (billion * tick)) * tick);
}

export function betterBest(order: Order, price: number): void {
  const best = order.best as number;
  order.best = order.side === 'sell' ? Math.max(best, price) : Math.min(best, price);
}

/** The prices that rules judge, the one that it would trade at first. */
export function pricesOf(terms: Terms): number[] {
  switch (terms.type) {
    case 'limit':
      return [terms.limitPrice];
    case 'stop':
      return [terms.stopPrice];
    case 'stop-limit':
      return [terms.limitPrice, terms.stopPrice];
    case 'take-profit':
      return [terms.triggerPrice];
    default:
      return [];
  }
}

export function limitLevel(terms: Terms): number | undefined {
  if (terms.type === 'limit' || terms.type === 'stop-limit') return terms.limitPrice;
  return terms.type === 'take-profit' ? terms.triggerPrice : undefined;
}
