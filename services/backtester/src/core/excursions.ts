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

/** One object per instrument, written over by every bar. */
interface LastBar {
  low: number;
  high: number;
  close: number;
  openTime: number;
  /** In the journal; 0 before the first bar. */
  position: number;
  /** It has not been counted yet. */
  waits: boolean;
}

/** @param open per instrument, the trips that are open */
export function createExcursions(ledger: Ledger, open: readonly (readonly OpenTrip[])[]): Excursions {
  const lastBars = open.map((): LastBar => ({ low: 0, high: 0, close: 0, openTime: 0, position: 0, waits: false }));
  const lastBarOf = (instrument: InstrumentIndex): LastBar => lastBars[instrument] as LastBar;

  function count(trip: OpenTrip, worst: number, best: number): void {
    countPrices(trip, worst, best, ledger.moneyFactor[trip.instrument] as number);
  }

  function settle(instrument: InstrumentIndex): void {
    const bar = lastBarOf(instrument);
    if (!bar.waits) return;
    bar.waits = false;
    const trips = open[instrument] as readonly OpenTrip[];
    for (let i = 0; i < trips.length; i++) {
      const trip = trips[i] as OpenTrip;
      if (trip.seenBar === bar.position) continue;
      // In a bar that was entered on the way, its low is taken to come after the entry and its high before it.
      const heldThrough = trip.entryTime <= bar.openTime;
      count(trip, bar.low, heldThrough ? bar.high : bar.close);
    }
  }

  /** What rests in a bar is filled by its close: such a fill is caused by the bar. */
  const isInside = (cause: number, instrument: InstrumentIndex): boolean =>
    cause !== 0 && cause === lastBarOf(instrument).position;

  return {
    bar(position, bar) {
      const i = bar.instrument;
      if ((open[i] as readonly OpenTrip[]).length !== 0) settle(i);
      const last = lastBarOf(i);
      last.low = bar.low;
      last.high = bar.high;
      last.close = bar.close;
      last.openTime = bar.openTime;
      last.position = position;
      last.waits = true;
    },
    settle,
    beforeFill(cause, order, fill, trip) {
      const { instrument, price } = fill;
      const inside = isInside(cause, instrument);
      if (!inside) settle(instrument);
      if (trip === undefined) return;
      count(trip, price, price);
      if (!inside) return;
      const { position, low } = lastBarOf(instrument);
      trip.seenBar = position;
      // Before a stop is reached the market has not been below it; before anything else is, it may have been anywhere.
      const isStopped = fill.side === 'sell' && STOPS.has(order.terms.type) && fill.qty >= trip.position.qty;
      if (!isStopped) count(trip, low, price);
    },
    opened(cause, trip) {
      const { instrument } = trip;
      if (!isInside(cause, instrument)) return;
      const { position, low, close } = lastBarOf(instrument);
      count(trip, low, close);
      trip.seenBar = position;
    },
  };
}

const STOPS: ReadonlySet<OpenOrder['terms']['type']> = new Set<OpenOrder['terms']['type']>([
  'stop',
  'stop-limit',
  'trailing-stop',
]);
