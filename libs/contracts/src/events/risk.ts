// Verdicts of the risk core: approved, denied with a code and its numbers, and the trading state.

import { defineEvent } from '../define-event.ts';
import { count, instant, instrument, measurement, money, oneOf, price, qty, strategy, text } from '../fields.ts';
import { variants } from '../variants.ts';
import { orderTerms, protection } from './signal.ts';

/** One order may be placed. `signal` is the position of the signal that asked for it. */
export const RiskApproved = defineEvent({
  event: 'risk.approved',
  version: 1,
  strategy: strategy(),
  instrument: instrument(),
  side: oneOf('buy', 'sell'),
  qty: qty(),
  terms: orderTerms(),
  signal: count(),
});

/** Why an intent was refused: a closed set of codes, each with the numbers that decided (docs/denials.md). */
export const denial = () =>
  variants('code', {
    ORDER_NOTIONAL_EXCEEDS_LIMIT: { limit: money(), notional: money() },
    POSITION_NOTIONAL_EXCEEDS_LIMIT: { limit: money(), notional: money() },
    DAILY_LOSS_LIMIT_REACHED: { limit: money(), loss: money(), until: instant() },
    ORDER_RATE_EXCEEDED: { limit: count(), windowSeconds: count() },
    TRADING_REDUCING: { reason: text() },
    TRADING_HALTED: { reason: text() },
    INSUFFICIENT_CASH: { available: money(), needed: money() },
    BELOW_MIN_QTY: { minQty: qty(), qty: qty() },
    BELOW_MIN_NOTIONAL: { minNotional: money(), notional: money() },
    QTY_TOO_LARGE: { largest: qty() },
    ABOVE_MAX_QTY: { maxQty: qty(), qty: qty() },
    PRICE_OUT_OF_BAND: { price: price(), last: price(), bandDown: measurement(), bandUp: measurement() },
    NO_TRADE_WINDOW: { until: instant() },
    MARKET_CLOSED: { until: instant() },
    NO_PRICE: {},
  });

export const RiskDenied = defineEvent({
  event: 'risk.denied',
  version: 1,
  strategy: strategy(),
  instrument: instrument(),
  signal: count(),
  denial: denial(),
});

/** A position may be protected so. Execution places the orders as the position comes and goes. */
export const RiskProtected = defineEvent({
  event: 'risk.protected',
  version: 1,
  strategy: strategy(),
  instrument: instrument(),
  ...protection(),
  signal: count(),
});

/**
 * Cancel what a strategy has open in an instrument: it changed its mind, or an operator stopped entries. Its cause says
 * which. Allowed in every state.
 */
export const RiskCancel = defineEvent({
  event: 'risk.cancel',
  version: 1,
  strategy: strategy(),
  instrument: instrument(),
});

/** The trading state has changed. PAUSED clears itself at `until`; REDUCING and HALTED need a named operator. */
export const RiskState = defineEvent({
  event: 'risk.state',
  version: 1,
  state: variants('status', {
    ACTIVE: {},
    PAUSED: { until: instant() },
    REDUCING: {},
    HALTED: {},
  }),
  reason: text(),
});
