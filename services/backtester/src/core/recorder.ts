// Watches a run and gathers what is reported of it: equity at each instant, round trips, fills, costs, denials.
// Holds running figures only; rows go to a sink, so that memory does not grow with the run.

import {
  moneyScaleOf,
  type Catalog,
  type Payload,
  type Sequenced,
  type SequencedEvent,
  type StrategyIndex,
} from '@tradingbot/contracts';
import type { Observer } from '@tradingbot/core';
import { addExact, amount, type Amount, type Micros } from '@tradingbot/domain';
import {
  applyFill,
  applyOrderEvent,
  cashOf,
  createLedger,
  equityOf,
  markPrice,
  OPEN_ORDERS,
  positionsValueOf,
  reopenOrders,
  setBalance,
  setPosition,
  type Ledger,
  type OpenOrders,
} from '@tradingbot/portfolio';
import { createEquityStatistics, type EquityStatistics } from './equity-statistics.ts';
import { createRoundTrips, type RoundTrip } from './round-trips.ts';

/** Where rows go. Exact amounts; the sink formats them. */
export interface RecordSink {
  equity(time: Micros, equity: Amount, cash: Amount, drawdown: number): void;
  fill(time: Micros, strategy: StrategyIndex, fill: Payload<'order.filled'>): void;
  trade(trade: RoundTrip): void;
}

export const NO_SINK: RecordSink = { equity: () => {}, fill: () => {}, trade: () => {} };

export interface RunFigures {
  readonly bars: number;
  readonly firstTime: Micros;
  readonly lastTime: Micros;
  /** Per instrument: when its last bar closed. */
  readonly lastBarAt: readonly number[];
  /** What the account held of its currency when the journal opened. */
  readonly openingCash: Amount;
  readonly fills: number;
  readonly trades: number;
  readonly winningTrades: number;
  readonly fees: Amount;
  readonly slippage: Amount;
  readonly denialsByCode: ReadonlyMap<string, number>;
  /** Instants at which something was held ÷ all instants. */
  readonly exposure: number;
  readonly equity: EquityStatistics;
  readonly finalEquity: Amount;
}

export interface Recorder extends Observer {
  /** Closes the last instant; called once, at the end. */
  figures(): RunFigures;
  progress(): { readonly bars: number; readonly time: number };
  readonly ledger: Ledger;
}

/** @param daysPerYear trading days in a year, for annualising */
export function createRecorder(catalog: Catalog, daysPerYear: number, sink: RecordSink): Recorder {
  const ledger = createLedger(catalog);
  const moneyUnit = 10 ** moneyScaleOf(catalog);
  const statistics = createEquityStatistics(daysPerYear);
  const trips = createRoundTrips(catalog);
  const orders: OpenOrders = [];
  const denialsByCode = new Map<string, number>();
  let openedAt = 0;
  let openingCash = amount(0);
  let bars = 0;
  let fills = 0;
  let trades = 0;
  let winningTrades = 0;
  let fees = amount(0);
  let slippage = amount(0);
  let instants = 0;
  let exposedInstants = 0;
  let firstTime = -1;
  // The instant of the last bars, −1 before the first, and whether it has been sampled.
  let instant = -1;
  let sampled = true;
  const lastBarAt = catalog.instruments.map(() => -1);

  /** Equity at an instant is what it is worth after everything of that instant has happened. */
  function closeInstant(): void {
    if (sampled) return;
    sampled = true;
    const equity = equityOf(ledger);
    instants += 1;
    if (positionsValueOf(ledger) !== 0) exposedInstants += 1;
    const drawdown = statistics.sample(instant, Number(equity) / moneyUnit);
    sink.equity(instant as Micros, equity, cashOf(ledger), drawdown);
  }

  function onBar(time: Micros, bar: Payload<'md.bar'>): void {
    if (time !== instant) {
      if (instant === -1) firstTime = bar.openTime;
      closeInstant();
      instant = time;
      sampled = false;
    }
    bars += 1;
    lastBarAt[bar.instrument] = time;
    markPrice(ledger, bar.instrument, bar.close);
  }

  function onFill(time: Micros, strategy: StrategyIndex, fill: Payload<'order.filled'>): void {
    // What happens after a gap is not part of the instant before it.
    if (time !== instant) closeInstant();
    applyFill(ledger, strategy, fill);
    fills += 1;
    fees = addExact(fees, fill.fee);
    slippage = addExact(slippage, fill.slippage);
    sink.fill(time, strategy, fill);
    const trade = trips.fill(time, strategy, fill, ledger);
    if (trade !== undefined) {
      trades += 1;
      if (trade.pnl > 0) winningTrades += 1;
      sink.trade(trade);
    }
  }

  /** Positions of the journal before count at what they cost, since nothing has been priced yet. */
  function onOpening(event: Sequenced<'run.balance'> | Sequenced<'run.position'>): void {
    if (event.type === 'run.balance') setBalance(ledger, event.payload.asset, event.payload.balance);
    else {
      setPosition(ledger, event.payload);
      trips.carry(event.time, event.payload);
    }
    openedAt = event.time;
    openingCash = cashOf(ledger);
    statistics.start(Number(equityOf(ledger)) / moneyUnit);
  }

  return {
    ledger,
    reads: [
      'run.balance',
      'run.position',
      'run.carried',
      'md.bar',
      'order.submitted',
      'order.filled',
      'order.canceled',
      'order.rejected',
      'risk.denied',
    ],
    see(event: SequencedEvent) {
      switch (event.type) {
        case 'md.bar':
          return onBar(event.time, event.payload);
        case 'order.submitted':
        case 'order.filled':
        case 'order.canceled':
        case 'order.rejected': {
          const { order } = applyOrderEvent(orders, event);
          if (event.type === 'order.filled') onFill(event.time, order.strategy, event.payload);
          return;
        }
        case 'risk.denied': {
          const { code } = event.payload.denial;
          denialsByCode.set(code, (denialsByCode.get(code) ?? 0) + 1);
          return;
        }
        case 'run.balance':
        case 'run.position':
          return onOpening(event);
        case 'run.carried':
          if (event.payload.core === OPEN_ORDERS) reopenOrders(orders, event.payload.state);
          return;
        default:
          return;
      }
    },
    progress: () => ({ bars, time: instant }),
    figures() {
      closeInstant();
      return {
        bars,
        // A journal may close before its first bar has.
        firstTime: (bars === 0 ? openedAt : firstTime) as Micros,
        lastTime: (bars === 0 ? openedAt : instant) as Micros,
        lastBarAt,
        openingCash,
        fills,
        trades,
        winningTrades,
        fees,
        slippage,
        denialsByCode,
        exposure: instants === 0 ? 0 : exposedInstants / instants,
        equity: statistics.result(),
        finalEquity: equityOf(ledger),
      };
    },
  };
}
