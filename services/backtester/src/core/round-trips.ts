// Round trips: from flat to flat, for each strategy and instrument. What a trader calls a trade.

import type { Catalog, Payload, StrategyIndex } from '@tradingbot/contracts';
import {
  addExact,
  amount,
  qty,
  subExact,
  type Amount,
  type InstrumentIndex,
  type Micros,
  type Qty,
} from '@tradingbot/domain';
import { notionalOf, positionOf, type Ledger } from '@tradingbot/portfolio';

export interface RoundTrip {
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly entryTime: Micros;
  readonly exitTime: Micros;
  /** All that was bought, which is all that was sold. */
  readonly qty: Qty;
  readonly bought: Amount;
  readonly sold: Amount;
  readonly fees: Amount;
  /** `sold − bought − fees`, exact. */
  readonly pnl: Amount;
  readonly fills: number;
}

interface OpenTrip {
  readonly entryTime: Micros;
  qty: Qty;
  bought: Amount;
  sold: Amount;
  fees: Amount;
  fills: number;
}

export interface RoundTrips {
  /** A position of the journal before: a trip that began at what it cost. Its fees until now are not counted again. */
  carry(time: Micros, position: Payload<'run.position'>): void;
  /** Counts a fill that the ledger has just booked; gives the trip when it brought the position back to nothing. */
  fill(time: Micros, strategy: StrategyIndex, fill: Payload<'order.filled'>, ledger: Ledger): RoundTrip | undefined;
}

export function createRoundTrips(catalog: Catalog): RoundTrips {
  const open: (OpenTrip | undefined)[][] = catalog.strategies.map(() => catalog.instruments.map(() => undefined));
  return {
    carry(time, { strategy, instrument, qty: held, costBasis }) {
      if (held === 0) return;
      const trips = open[strategy] as (OpenTrip | undefined)[];
      const zero = amount(0);
      trips[instrument] = { entryTime: time, qty: held, bought: costBasis, sold: zero, fees: zero, fills: 0 };
    },
    fill(time, strategy, fill, ledger) {
      const trips = open[strategy] as (OpenTrip | undefined)[];
      const { instrument } = fill;
      const zero = amount(0);
      const trip = (trips[instrument] ??= {
        entryTime: time,
        qty: qty(0),
        bought: zero,
        sold: zero,
        fees: zero,
        fills: 0,
      });
      const value = notionalOf(ledger, instrument, fill.price, fill.qty);
      if (fill.side === 'buy') {
        trip.qty = qty(trip.qty + fill.qty);
        trip.bought = addExact(trip.bought, value);
      } else trip.sold = addExact(trip.sold, value);
      trip.fees = addExact(trip.fees, fill.fee);
      trip.fills += 1;
      if (positionOf(ledger, strategy, instrument).qty !== 0) return undefined;
      trips[instrument] = undefined;
      const pnl = subExact(subExact(trip.sold, trip.bought), trip.fees);
      return { ...trip, strategy, instrument, exitTime: time, pnl };
    },
  };
}
