// Watches a run and gathers what is reported of it: equity at each instant, round trips, fills, costs, denials.
// Holds running figures only; rows go to a sink. What grows is one number per day and one per round trip.

import { moneyScaleOf, type Catalog, type Payload, type Sequenced, type SequencedEvent } from '@tradingbot/contracts';
import type { StrategyIndex } from '@tradingbot/contracts';
import type { Observer } from '@tradingbot/core';
import {
  addExact,
  amount,
  subExact,
  toFloat,
  utcDay,
  type Amount,
  type InstrumentIndex,
  type Micros,
} from '@tradingbot/domain';
import { monthOf } from '@tradingbot/metrics';
import {
  applyDividend,
  applyFill,
  applyOrderEvent,
  applySplit,
  assetValueOf,
  cashOf,
  createLedger,
  equityOf,
  instrumentOfAsset,
  markPrice,
  notionalOf,
  OPEN_ORDERS,
  positionOf,
  reopenOrders,
  setBalance,
  setPosition,
  type Ledger,
  type OpenOrders,
} from '@tradingbot/portfolio';
import { createEquityStatistics } from './equity-statistics.ts';
import { countFill, countTrade, createPartTotals, figuresOf, type PartTotals } from './part-totals.ts';
import { heldPositions, openingPnlOf, pnlOf, type OpeningPnl } from './position-pnl.ts';
import { asDouble } from './open-trip.ts';
import { createRoundTrips, type RoundTrip } from './round-trips.ts';
import type { RunFigures } from './run-figures.ts';

/** Where rows go. Exact amounts; the sink formats them. */
export interface RecordSink {
  equity(time: Micros, equity: Amount, cash: Amount, drawdown: number): void;
  fill(time: Micros, strategy: StrategyIndex, fill: Payload<'order.filled'>): void;
  trade(trade: RoundTrip): void;
}

export const NO_SINK: RecordSink = { equity: () => {}, fill: () => {}, trade: () => {} };

export interface Recorder extends Observer {
  /** Closes the last instant; called once, at the end. */
  figures(): RunFigures;
  progress(): { readonly bars: number; readonly time: number };
  readonly ledger: Ledger;
}

interface MonthTotals {
  trades: number;
  pnl: Amount;
}

/** @param daysPerYear trading days in a year, for annualising */
export function createRecorder(catalog: Catalog, daysPerYear: number, sink: RecordSink): Recorder {
  const ledger = createLedger(catalog);
  const moneyScale = moneyScaleOf(catalog);
  const moneyUnit = 10 ** moneyScale;
  const statistics = createEquityStatistics(daysPerYear);
  const trips = createRoundTrips(catalog, ledger);
  const { excursions } = trips;
  const orders: OpenOrders = [];
  // By strategy, then by instrument.
  const parts = catalog.strategies.map(() => catalog.instruments.map(createPartTotals));
  const codes = { denied: new Map(), rejected: new Map(), canceled: new Map(), abandoned: new Map() } as Record<
    'denied' | 'rejected' | 'canceled' | 'abandoned',
    Map<string, number>
  >;
  const tripsByMonth = new Map<string, MonthTotals>();
  // Those of the last day on which a trip ended.
  let month: MonthTotals = { trades: 0, pnl: amount(0) };
  let monthDay = NaN;
  const tripPnl: number[] = [];
  const lastBarAt = catalog.instruments.map(() => -1);
  const firstOpen = new Float64Array(catalog.instruments.length);
  let opening: OpeningPnl = openingPnlOf(ledger);
  let openedAt = 0;
  let openingCash = amount(0);
  let bars = 0;
  let slippage = amount(0);
  let dividends = amount(0);
  let tradedUnits = 0;
  let instants = 0;
  let exposedInstants = 0;
  let firstTime = -1;
  // The instant of the last bars, −1 before the first, and whether it has been sampled. The time stands in an array of
  // doubles, because changing it in a variable of the closure would allocate.
  const now = Float64Array.of(-1);
  const instant = (): Micros => now[0] as Micros;
  let sampled = true;
  let isEnding = false;

  const partOf = (strategy: StrategyIndex, instrument: InstrumentIndex): PartTotals =>
    (parts[strategy] as PartTotals[])[instrument] as PartTotals;

  /** Equity at an instant is what it is worth after everything of that instant has happened. */
  function closeInstant(): void {
    if (sampled) return;
    sampled = true;
    const equity = equityOf(ledger);
    instants += 1;
    if (trips.isAnyOpen()) exposedInstants += 1;
    const drawdown = statistics.sample(instant(), asDouble(equity) / moneyUnit);
    sink.equity(instant(), equity, cashOf(ledger), drawdown);
  }

  function onBar(time: Micros, position: number, bar: Payload<'md.bar'>): void {
    const { instrument } = bar;
    if (time !== instant()) {
      if (instant() === -1) firstTime = bar.openTime;
      closeInstant();
      now[0] = time;
      sampled = false;
    }
    bars += 1;
    if (lastBarAt[instrument] === -1) onFirstBar(bar);
    lastBarAt[instrument] = time;
    excursions.bar(position, bar);
    markPrice(ledger, instrument, bar.close);
  }

  /** What the account held of an asset when it began counts as of now, at its first price. */
  function onFirstBar({ instrument, open }: Payload<'md.bar'>): void {
    firstOpen[instrument] = open;
    const asset = ledger.baseAsset[instrument] as number;
    const held = ledger.stock[asset] as Amount;
    if (held <= 0 || instrumentOfAsset(ledger, asset) !== instrument) return;
    markPrice(ledger, instrument, open);
    statistics.restate(Number(assetValueOf(ledger, instrument, held)) / moneyUnit);
  }

  function onOrder(
    event:
      | Sequenced<'order.submitted'>
      | Sequenced<'order.filled'>
      | Sequenced<'order.canceled'>
      | Sequenced<'order.rejected'>,
  ): void {
    const { order } = applyOrderEvent(orders, event);
    switch (event.type) {
      case 'order.submitted':
        return;
      case 'order.filled':
        return onFill(event, order);
      case 'order.canceled':
        return countIn(codes.canceled, event.payload.code);
      case 'order.rejected':
        return countIn(codes.rejected, event.payload.code);
    }
  }

  function onFill({ time, cause, payload: fill }: Sequenced<'order.filled'>, order: OpenOrders[number]): void {
    // What happens after a gap is not part of the instant before it.
    if (time !== instant()) closeInstant();
    const { strategy } = order;
    const { instrument } = fill;
    const position = positionOf(ledger, strategy, instrument);
    const feesBefore = position.fees;
    trips.before(cause, order, fill);
    applyFill(ledger, strategy, fill);
    const value = notionalOf(ledger, instrument, fill.price, fill.qty);
    const fee = subExact(position.fees, feesBefore);
    countFill(partOf(strategy, instrument), fill, value, fee);
    slippage = addExact(slippage, fill.slippage);
    tradedUnits += fill.qty;
    sink.fill(time, strategy, fill);
    const trade = trips.fill(time, cause, order, fill, value, isEnding);
    if (trade !== undefined) onTrade(trade);
  }

  function onTrade(trade: RoundTrip): void {
    const { strategy, instrument, entryTime, exitTime, mae, mfe } = trade;
    const pnl = Number(trade.pnl) / moneyUnit;
    const figures = { pnl, holding: exitTime - entryTime, mae: mae / moneyUnit, mfe: mfe / moneyUnit };
    countTrade(partOf(strategy, instrument), trade.pnl, figures);
    tripPnl.push(pnl);
    const month = tripsOf(utcDay(exitTime));
    month.trades += 1;
    month.pnl = addExact(month.pnl, trade.pnl);
    sink.trade(trade);
  }

  function tripsOf(day: number): MonthTotals {
    if (day === monthDay) return month;
    monthDay = day;
    const name = monthOf(day);
    month = tripsByMonth.get(name) ?? { trades: 0, pnl: amount(0) };
    tripsByMonth.set(name, month);
    return month;
  }

  /** Comes between bars, so the instant before it is over. */
  function onSplit(time: Micros, split: Payload<'md.split'>): void {
    if (time !== instant()) closeInstant();
    const { instrument, numerator, denominator } = split;
    excursions.settle(instrument);
    applySplit(ledger, split);
    firstOpen[instrument] = ((firstOpen[instrument] as number) * denominator) / numerator;
    trips.split(time, split).forEach(onTrade);
  }

  function onDividend(time: Micros, dividend: Payload<'md.dividend'>): void {
    if (time !== instant()) closeInstant();
    excursions.settle(dividend.instrument);
    dividends = addExact(dividends, applyDividend(ledger, dividend));
  }

  function onDenied({ strategy, instrument, denial }: Payload<'risk.denied'>): void {
    countIn(codes.denied, denial.code);
    partOf(strategy, instrument).sums.denials += 1;
  }

  /** Positions of the journal before count at what they cost, since nothing has been priced yet. */
  function onOpening(event: Sequenced<'run.balance'> | Sequenced<'run.position'>): void {
    if (event.type === 'run.balance') setBalance(ledger, event.payload.asset, event.payload.balance);
    else {
      setPosition(ledger, event.payload);
      trips.carry(event.time, event.payload);
    }
    opening = openingPnlOf(ledger);
    openedAt = event.time;
    openingCash = cashOf(ledger);
    statistics.start(event.time, Number(equityOf(ledger)) / moneyUnit);
  }

  return {
    ledger,
    reads: [
      'run.balance',
      'run.position',
      'run.carried',
      'run.ending',
      'md.instrument',
      'md.bar',
      'md.split',
      'md.dividend',
      'order.submitted',
      'order.filled',
      'order.canceled',
      'order.rejected',
      'order.abandoned',
      'risk.denied',
    ],
    see(event: SequencedEvent) {
      switch (event.type) {
        case 'md.bar':
          return onBar(event.time, event.position, event.payload);
        case 'order.submitted':
        case 'order.filled':
        case 'order.canceled':
        case 'order.rejected':
          return onOrder(event);
        case 'order.abandoned':
          return countIn(codes.abandoned, event.payload.code);
        case 'risk.denied':
          return onDenied(event.payload);
        case 'md.instrument':
          return trips.rules(event.payload);
        case 'md.split':
          return onSplit(event.time, event.payload);
        case 'md.dividend':
          return onDividend(event.time, event.payload);
        case 'run.balance':
        case 'run.position':
          return onOpening(event);
        case 'run.carried':
          if (event.payload.core === OPEN_ORDERS) reopenOrders(orders, event.payload.state);
          return;
        case 'run.ending':
          isEnding = true;
          return;
        default:
          return;
      }
    },
    progress: () => ({ bars, time: instant() }),
    figures() {
      closeInstant();
      const total = figuresOf(parts.flat());
      const [only] = catalog.instruments;
      return {
        bars,
        // A journal may close before its first bar has.
        firstTime: (bars === 0 ? openedAt : firstTime) as Micros,
        lastTime: (bars === 0 ? openedAt : instant()) as Micros,
        lastBarAt,
        openingCash,
        fills: total.fills,
        trades: total.trades.count,
        winningTrades: total.trades.wins,
        fees: total.fees,
        slippage,
        dividends,
        denialsByCode: codes.denied,
        rejectionsByCode: codes.rejected,
        cancelsByCode: codes.canceled,
        abandonedByCode: codes.abandoned,
        exposure: instants === 0 ? 0 : exposedInstants / instants,
        equity: statistics.result(),
        finalEquity: equityOf(ledger),
        all: total,
        byInstrument: catalog.instruments.map((_, at) => ({
          ...figuresOf(parts.map((row) => row[at] as PartTotals)),
          pnl: pnlOf(ledger, opening, (_strategy, instrument) => instrument === at),
        })),
        byStrategy: parts.map((row, at) => ({
          ...figuresOf(row),
          pnl: pnlOf(ledger, opening, (strategy) => strategy === at),
        })),
        tripsByMonth,
        tripPnl,
        tradedQty:
          catalog.instruments.length === 1 && only !== undefined ? toFloat(tradedUnits, only.qtyScale) : undefined,
        held: heldPositions(ledger),
        growth: lastBarAt.map((time, instrument) =>
          time === -1 ? undefined : (ledger.marks[instrument] as number) / (firstOpen[instrument] as number),
        ),
      };
    },
  };
}

function countIn(counts: Map<string, number>, code: string): void {
  counts.set(code, (counts.get(code) ?? 0) + 1);
}
