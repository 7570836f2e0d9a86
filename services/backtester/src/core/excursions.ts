// How far open round trips went against the trader and for them, bar by bar (MAE and MFE).
// A bar counts when the next one of its instrument closes, or when a fill comes first: by then it is known whether
// what is held was held through all of it.

import type { Payload } from '@tradingbot/contracts';
import type { InstrumentIndex } from '@tradingbot/domain';
import type { Ledger, OpenOrder } from '@tradingbot/portfolio';
import { countPrices, type OpenTrip } from './open-trip.ts';

export interface Excursions {
  /** A bar has closed, as the event at this position of the journal. Allocates nothing. */
  bar(position: number, bar: Payload<'md.bar'>): void;
  /** Counts the bar that still waits, if one does, as held through. */
  settle(instrument: InstrumentIndex): void;
  /** A fill is about to be booked. @param trip that it belongs to; `undefined` when it opens one */
  beforeFill(cause: number, order: OpenOrder, fill: Payload<'order.filled'>, trip: OpenTrip | undefined): void;
  /** A fill has opened a trip. */
  opened(cause: number, trip: OpenTrip): void;
}

/** @param open per instrument, the trips that are open */
export function createExcursions(ledger: Ledger, open: readonly (readonly OpenTrip[])[]): Excursions {
  const column = (): Float64Array => new Float64Array(open.length);
  const low = column();
  const high = column();
  const close = column();
  const openTime = column();
  const at = column();
  const waiting = new Uint8Array(open.length);

  function count(trip: OpenTrip, worst: number, best: number): void {
    countPrices(trip, worst, best, ledger.moneyFactor[trip.instrument] as number);
  }

  function settle(instrument: InstrumentIndex): void {
    if (waiting[instrument] === 0) return;
    waiting[instrument] = 0;
    const trips = open[instrument] as readonly OpenTrip[];
    for (let i = 0; i < trips.length; i++) {
      const trip = trips[i] as OpenTrip;
      if (trip.seenBar === at[instrument]) continue;
      // In a bar that was entered on the way, its low is taken to come after the entry and its high before it.
      const heldThrough = trip.entryTime <= (openTime[instrument] as number);
      count(trip, low[instrument] as number, (heldThrough ? high : close)[instrument] as number);
    }
  }

  /** What rests in a bar is filled by its close: such a fill is caused by the bar. */
  const isInside = (cause: number, instrument: InstrumentIndex): boolean => cause !== 0 && cause === at[instrument];

  return {
    bar(position, bar) {
      const i = bar.instrument;
      if ((open[i] as readonly OpenTrip[]).length !== 0) settle(i);
      low[i] = bar.low;
      high[i] = bar.high;
      close[i] = bar.close;
      openTime[i] = bar.openTime;
      at[i] = position;
      waiting[i] = 1;
    },
    settle,
    beforeFill(cause, order, fill, trip) {
      const { instrument, price } = fill;
      const inside = isInside(cause, instrument);
      if (!inside) settle(instrument);
      if (trip === undefined) return;
      count(trip, price, price);
      if (!inside) return;
      trip.seenBar = at[instrument] as number;
      // Before a stop is reached the market has not been below it; before anything else is, it may have been anywhere.
      const isStopped = fill.side === 'sell' && STOPS.has(order.terms.type) && fill.qty >= trip.position.qty;
      if (!isStopped) count(trip, low[instrument] as number, price);
    },
    opened(cause, trip) {
      const { instrument } = trip;
      if (!isInside(cause, instrument)) return;
      count(trip, low[instrument] as number, close[instrument] as number);
      trip.seenBar = at[instrument] as number;
    },
  };
}

const STOPS: ReadonlySet<OpenOrder['terms']['type']> = new Set<OpenOrder['terms']['type']>([
  'stop',
  'stop-limit',
  'trailing-stop',
]);
