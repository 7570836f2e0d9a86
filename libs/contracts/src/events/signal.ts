// What a strategy wants, and what it says.

import { defineEvent } from '../define-event.ts';
import { instrument, oneOf, price, qty, strategy, text, weight } from '../fields.ts';
import { variants } from '../variants.ts';

/** How an order is to be placed. */
export const orderTerms = () => variants('type', { market: {}, limit: { limitPrice: price() } });

/** The position that a strategy wants to hold: a share of equity, or a quantity. Never a delta. */
export const SignalTarget = defineEvent('signal.target', 1, {
  strategy: strategy(),
  instrument: instrument(),
  target: variants('kind', { weight: { weight: weight() }, qty: { qty: qty() } }),
  terms: orderTerms(),
});

/** A line that a strategy wrote with `ctx.log`: part of the record, so that replay says it again. */
export const StrategyLogged = defineEvent('strategy.logged', 1, {
  strategy: strategy(),
  level: oneOf('debug', 'info', 'warn'),
  message: text(),
});
