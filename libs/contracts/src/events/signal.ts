// What a strategy wants, and what it says.

import { defineEvent } from '../define-event.ts';
import { instrument, oneOf, price, qty, strategy, text, weight } from '../fields.ts';
import { variants } from '../variants.ts';

/**
 * How an order is to be placed. A stop and a take-profit become market orders once the market reaches their price, from
 * the losing and from the winning side; a trailing stop follows the best price at a distance, a share of it.
 */
export const orderTerms = () =>
  variants('type', {
    market: {},
    limit: { limitPrice: price() },
    stop: { stopPrice: price() },
    'stop-limit': { stopPrice: price(), limitPrice: price() },
    'take-profit': { triggerPrice: price() },
    'trailing-stop': { distance: weight() },
  });

/** The position that a strategy wants to hold: a share of equity, or a quantity. Never a delta. */
export const SignalTarget = defineEvent({
  event: 'signal.target',
  version: 1,
  strategy: strategy(),
  instrument: instrument(),
  target: variants('kind', { weight: { weight: weight() }, qty: { qty: qty() } }),
  terms: orderTerms(),
});

/** What stands ready to sell a position: one order at most on each side, and the first to fill cancels the other. */
export const protection = () => ({
  stop: variants('type', {
    none: {},
    stop: { stopPrice: price() },
    'trailing-stop': { distance: weight() },
  }),
  target: variants('type', { none: {}, limit: { limitPrice: price() } }),
});

/**
 * Keep whatever this strategy holds of this instrument protected so, from now on; the latest one holds, and it ends when
 * the position is closed.
 */
export const SignalProtect = defineEvent({
  event: 'signal.protect',
  version: 1,
  strategy: strategy(),
  instrument: instrument(),
  ...protection(),
});

/** A line that a strategy wrote with `ctx.log`: part of the record, so that replay says it again. */
export const StrategyLogged = defineEvent({
  event: 'strategy.logged',
  version: 1,
  strategy: strategy(),
  level: oneOf('debug', 'info', 'warn'),
  message: text(),
});
