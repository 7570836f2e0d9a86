// The ledger's view of the account: positions after each fill, equity after fills and at an interval.

import { defineEvent } from '../define-event.ts';
import { instrument, money, qty, strategy } from '../fields.ts';

/** What a strategy holds of one instrument. Cost basis and realised P&L leave fees out; `fees` is their running sum. */
export const PortfolioPosition = defineEvent({
  event: 'portfolio.position',
  version: 1,
  strategy: strategy(),
  instrument: instrument(),
  qty: qty(),
  costBasis: money(),
  realizedPnl: money(),
  fees: money(),
});

/** Cash plus every position at its last price. */
export const PortfolioEquity = defineEvent({ event: 'portfolio.equity', version: 1, cash: money(), equity: money() });
