// Round trips: from flat to flat, for each strategy and instrument. What a trader calls a trade.

import type { Catalog, Payload, StrategyIndex } from '@tradingbot/contracts';
import {
  amount,
  qty,
  removeFrom,
  subExact,
  type Amount,
  type InstrumentIndex,
  type Micros,
  type Qty,
} from '@tradingbot/domain';
import { positionOf, type Ledger, type OpenOrder } from '@tradingbot/portfolio';
import { createExcursions, type Excursions } from './excursions.ts';
import { addFill, openTrip, type OpenTrip } from './open-trip.ts';

/** Why a trip ended: the kind of order that sold the last of it, or what did it without one. */
export type ExitReason = OpenOrder['terms']['type'] | 'target' | 'split' | 'end-of-run';

export interface RoundTrip {
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
  readonly entryTime: Micros;
  readonly exitTime: Micros;
  /** All that was bought, in shares as they are at the exit. */
  readonly qty: Qty;
  /** Less than `qty` where a fee was paid out of it, or where less than a lot is left. */
  readonly soldQty: Qty;
  readonly bought: Amount;
  readonly sold: Amount;
  /** In the account's currency, whatever asset they were charged in. */
  readonly fees: Amount;
  /** What it added to the books, exact: `sold − bought − fees` where all was bought and sold for cash. */
  readonly pnl: Amount;
  readonly fills: number;
  readonly slippage: Amount;
  readonly spread: Amount;
  readonly delay: Amount;
  /** The worst and the best that it stood at, ≤ 0 and ≥ 0, before fees; in units of the account's last decimal. */
  readonly mae: number;
  readonly mfe: number;
  readonly exitReason: ExitReason;
}

export interface RoundTrips {
  readonly excursions: Excursions;
  /** Whether something is held that could be sold. */
  isAnyOpen(): boolean;
  /** The least quantity that can be sold, from now on. */
  rules(rules: Payload<'md.instrument'>): void;
  /** A position of the journal before: a trip that began at what it cost. Its fees until now are not counted again. */
  carry(time: Micros, position: Payload<'run.position'>): void;
  /** Before the ledger books a fill. */
  before(cause: number, order: OpenOrder, fill: Payload<'order.filled'>): void;
  /** Counts a fill of this value that the ledger has just booked; gives the trip when less than a lot is left. */
  fill(
    time: Micros,
    cause: number,
    order: OpenOrder,
    fill: Payload<'order.filled'>,
    value: Amount,
    isEnding: boolean,
  ): RoundTrip | undefined;
  /** A split that the ledger has just booked; gives the trips of which it left less than a lot. */
  split(time: Micros, split: Payload<'md.split'>): readonly RoundTrip[];
}

/**
 * What is left below a lot cannot be sold: the trip is over, and the rest comes to the next one at its cost. BNB that
 * pays for fees of others leaves its own trip open until something is sold of it.
 */
export function createRoundTrips(catalog: Catalog, ledger: Ledger): RoundTrips {
  // Few are open at a time, so a list per instrument is faster than a table.
  const open: OpenTrip[][] = catalog.instruments.map(() => []);
  let openTrips = 0;
  const lots = catalog.instruments.map(() => 1);
  const excursions = createExcursions(ledger, open);
  // What the position had realised and paid before the fill in hand.
  const before: Pick<OpenTrip['position'], 'realizedPnl' | 'fees'> = { realizedPnl: amount(0), fees: amount(0) };

  function tripOf(strategy: StrategyIndex, instrument: InstrumentIndex): OpenTrip | undefined {
    const trips = open[instrument] as OpenTrip[];
    for (let i = 0; i < trips.length; i++) if (trips[i]?.strategy === strategy) return trips[i];
    return undefined;
  }

  function begin(time: Micros, strategy: StrategyIndex, instrument: InstrumentIndex): OpenTrip {
    const trip = openTrip(time, strategy, instrument, positionOf(ledger, strategy, instrument), before);
    (open[instrument] as OpenTrip[]).push(trip);
    openTrips += 1;
    return trip;
  }

  const isOver = ({ position, instrument }: OpenTrip): boolean => position.qty < (lots[instrument] as number);

  function end(time: Micros, trip: OpenTrip, exitReason: ExitReason): RoundTrip {
    removeFrom(open[trip.instrument] as OpenTrip[], trip);
    openTrips -= 1;
    const { position, realizedBefore, feesBefore, boughtQty, adverse, favourable } = trip;
    const fees = subExact(position.fees, feesBefore);
    const { strategy, instrument, entryTime, soldQty, bought, sold, fills, slippage, spread, delay } = trip;
    return {
      strategy,
      instrument,
      entryTime,
      exitTime: time,
      qty: boughtQty,
      soldQty,
      bought,
      sold,
      fees,
      pnl: subExact(subExact(position.realizedPnl, realizedBefore), fees),
      fills,
      slippage,
      spread,
      delay,
      mae: adverse,
      mfe: favourable,
      exitReason,
    };
  }

  return {
    excursions,
    isAnyOpen: () => openTrips > 0,
    rules({ instrument, lot }) {
      lots[instrument] = lot;
    },
    carry(time, { strategy, instrument, qty: held, costBasis, realizedPnl, fees }) {
      if (held === 0) return;
      before.realizedPnl = realizedPnl;
      before.fees = fees;
      const trip = begin(time, strategy, instrument);
      trip.boughtQty = held;
      trip.bought = costBasis;
    },
    before(cause, order, fill) {
      excursions.beforeFill(cause, order, fill, tripOf(order.strategy, fill.instrument));
      const { realizedPnl, fees } = positionOf(ledger, order.strategy, fill.instrument);
      before.realizedPnl = realizedPnl;
      before.fees = fees;
    },
    fill(time, cause, order, fill, value, isEnding) {
      const { instrument } = fill;
      const known = tripOf(order.strategy, instrument);
      const trip = known ?? begin(time, order.strategy, instrument);
      addFill(trip, fill, value);
      if (known === undefined) excursions.opened(cause, trip);
      if (fill.side === 'buy' || !isOver(trip)) return undefined;
      return end(time, trip, isEnding ? 'end-of-run' : reasonOf(order));
    },
    split(time, { instrument, numerator, denominator }) {
      const trips = open[instrument] as OpenTrip[];
      for (const trip of trips) {
        trip.boughtQty = qty(Math.floor((trip.boughtQty * numerator) / denominator));
        trip.soldQty = qty(Math.floor((trip.soldQty * numerator) / denominator));
      }
      return trips.filter(isOver).map((trip) => end(time, trip, 'split'));
    },
  };
}

/** A limit order that stands beside a stop is the target of a protected position. */
const reasonOf = ({ terms, group }: OpenOrder): ExitReason =>
  terms.type === 'limit' && group !== '' ? 'target' : terms.type;
