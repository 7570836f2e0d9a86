// The simulated venue as a core: takes orders, fills them against the recorded market, reports. What it does is written
// in docs/simulation.md, and each part of it confesses what it assumes, and in whose favour, beside its code.
//
// An event of the market costs a few stores while the instrument has no orders: all else hangs on `hasOrders`.

import { restoreState, saveState, type Core, type Emit } from '@tradingbot/core';
import { applyDividend, setBalance, setPosition } from '@tradingbot/portfolio';
import { handleAfterClose, handleClose, handleOpen, handleSplit, handleTick, hasOrders } from './handle-orders.ts';
import { statisticsPlan, takeBar } from './market-statistics.ts';
import { closeBar, openBar, takePath } from './running-bar.ts';
import { cancelRequested, submitOrder } from './submit-order.ts';
import type { VenueSettings } from './venue-settings.ts';
import { marketOf, venueState, type VenueState } from './venue-state.ts';

export function venueSim(settings: VenueSettings): Core<VenueState> {
  const plan = statisticsPlan(settings);
  const deskOf = (state: VenueState, emit: Emit) => ({ settings, state, emit });
  return {
    name: 'venue-sim',
    reads: [
      'run.balance',
      'run.position',
      'run.ending',
      'md.instrument',
      'md.path',
      'md.open',
      'md.bar',
      'md.split',
      'md.dividend',
      'clock.tick',
      'order.submitted',
      'order.cancel-requested',
    ],
    init: (manifest) => venueState(settings, manifest),
    wakeAt: (state) => state.wakeAt,
    step(state, event, emit) {
      switch (event.type) {
        case 'md.open': {
          const market = marketOf(state, event.payload.instrument);
          openBar(market.bar, event.payload);
          if (hasOrders(market)) handleOpen(deskOf(state, emit), market, event.time);
          return;
        }
        case 'md.bar': {
          const { payload, time } = event;
          const market = marketOf(state, payload.instrument);
          const busy = hasOrders(market);
          if (busy) handleClose(deskOf(state, emit), market, payload, time);
          else if (!market.bar.known && market.bar.openTime === payload.openTime) closeBar(market.bar, payload);
          if (plan.any) takeBar(market.statistics, settings, plan, payload, market.lastClose);
          market.lastClose = payload.close;
          if (busy) handleAfterClose(deskOf(state, emit), market, time);
          return;
        }
        case 'clock.tick':
          if (event.time >= state.wakeAt) handleTick(deskOf(state, emit), event.time);
          return;
        case 'order.submitted':
          return submitOrder(deskOf(state, emit), event.payload, event.time);
        case 'order.cancel-requested':
          return cancelRequested(deskOf(state, emit), event.payload, event.time);
        case 'md.path':
          return takePath(marketOf(state, event.payload.instrument).bar, event.payload);
        case 'md.instrument':
          marketOf(state, event.payload.instrument).rules = event.payload;
          return;
        case 'md.split':
          return handleSplit(deskOf(state, emit), marketOf(state, event.payload.instrument), event.payload, event.time);
        case 'md.dividend':
          applyDividend(state.ledger, event.payload);
          return;
        case 'run.balance':
          if (isKnown(state, event.payload.asset)) setBalance(state.ledger, event.payload.asset, event.payload.balance);
          return;
        case 'run.position':
          return setPosition(state.ledger, event.payload);
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
}

/** What can neither be traded nor pay for anything here is no matter of this venue. */
const isKnown = ({ ledger }: VenueState, asset: string): boolean => ledger.assets.includes(asset);
