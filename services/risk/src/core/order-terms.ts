// Prices of orders as the venue takes them: on the tick, and never more aggressive than asked.

import type { Payload } from '@tradingbot/contracts';
import { price, quantizeLimitPrice, type Price, type Side } from '@tradingbot/domain';

export type Terms = Payload<'signal.target'>['terms'];
type Protection = Pick<Payload<'signal.protect'>, 'stop' | 'target'>;

/** Limits and take-profits go away from the market inward, stops away from it outward: none trades sooner than asked. */
export function termsOnTick(terms: Terms, side: Side, tick: Price): Terms {
  switch (terms.type) {
    case 'market':
    case 'trailing-stop':
      return terms;
    case 'limit':
      return { type: 'limit', limitPrice: limitOnTick(side, terms.limitPrice, tick) };
    case 'stop':
      return { type: 'stop', stopPrice: stopOnTick(side, terms.stopPrice, tick) };
    case 'stop-limit':
      return {
        type: 'stop-limit',
        stopPrice: stopOnTick(side, terms.stopPrice, tick),
        limitPrice: limitOnTick(side, terms.limitPrice, tick),
      };
    case 'take-profit':
      return { type: 'take-profit', triggerPrice: limitOnTick(side, terms.triggerPrice, tick) };
  }
}

export function protectionOnTick({ stop, target }: Protection, tick: Price): Protection {
  return {
    stop: stop.type === 'stop' ? { type: 'stop', stopPrice: stopOnTick('sell', stop.stopPrice, tick) } : stop,
    target:
      target.type === 'limit' ? { type: 'limit', limitPrice: limitOnTick('sell', target.limitPrice, tick) } : target,
  };
}

/**
 * Whether a buy would begin on the side of the market where it triggers at once: a stop below the last price, a
 * take-profit above it. At the last price itself either may stand.
 */
export function isBeyondMarket(terms: Terms, last: Price): boolean {
  if (terms.type === 'stop' || terms.type === 'stop-limit') return terms.stopPrice < last;
  return terms.type === 'take-profit' && terms.triggerPrice > last;
}

/** The prices that an order names; a venue's band holds for each. */
export function pricesNamed(terms: Terms): readonly Price[] {
  switch (terms.type) {
    case 'market':
    case 'trailing-stop':
      return [];
    case 'limit':
      return [terms.limitPrice];
    case 'stop':
      return [terms.stopPrice];
    case 'stop-limit':
      return [terms.stopPrice, terms.limitPrice];
    case 'take-profit':
      return [terms.triggerPrice];
  }
}

/** A price is at least one tick. */
const limitOnTick = (side: Side, limit: Price, tick: Price): Price =>
  price(Math.max(tick, quantizeLimitPrice(side, limit, tick)));

/** A stop waits on the losing side: for a buy above the market, for a sell below it. */
const stopOnTick = (side: Side, stop: Price, tick: Price): Price =>
  limitOnTick(side === 'buy' ? 'sell' : 'buy', stop, tick);
