// The strategy core: shows each strategy the bars, fills, denials and timers that concern it, and emits what it wants.

import {
  moneyScaleOf,
  strategyIndex,
  type Json,
  type Manifest,
  type Sequenced,
  type SequencedEvent,
} from '@tradingbot/contracts';
import { enterDecision, leaveDecision, restoreState, saveState, type Core, type Emit } from '@tradingbot/core';
import {
  formatTimeframe,
  invariant,
  MICROS_PER_DAY,
  subExact,
  toFloat,
  type CalendarName,
  type InstrumentIndex,
} from '@tradingbot/domain';
import {
  applyDividend,
  applyFill,
  applyOrderEvent,
  applySplit,
  markPrice,
  OPEN_ORDERS,
  ORDER_EVENTS,
  positionOf,
  reopenOrders,
  setBalance,
  setPosition,
  type OpenOrder,
  type OrderEvent,
} from '@tradingbot/portfolio';
import type { Bar, Fill } from './context.ts';
import { rescale, takeIn, type LongBar } from './resample.ts';
import { RunningContext } from './strategy-context.ts';
import { StrategyFailure, StrategyUsageError } from './strategy-failure.ts';
import { initialState, type StrategyInstance, type StrategyState } from './strategy-state.ts';

interface Hosted extends StrategyInstance {
  readonly context: RunningContext;
  readonly warmup: number;
}

interface StrategyCoreState {
  readonly data: StrategyState;
  readonly hosted: readonly Hosted[];
  readonly manifest: Manifest;
  readonly priceUnit: readonly number[];
  readonly qtyUnit: readonly number[];
  readonly calendars: readonly CalendarName[];
  readonly moneyScale: number;
  /** The bar length met last, and its name. */
  timeframe: number;
  timeframeName: string;
}

/** @param instances in the order of the manifest's strategies */
export function strategyCore(instances: readonly StrategyInstance[]): Core<StrategyCoreState> {
  const start = (manifest: Manifest, data: StrategyState): StrategyCoreState => {
    const { instruments } = manifest.catalog;
    return {
      data,
      manifest,
      hosted: instances.map((instance, index) => ({
        ...instance,
        context: new RunningContext(strategyIndex(index), instance.params, manifest.catalog, data),
        warmup: instance.definition.warmup?.(instance.params) ?? 1,
      })),
      priceUnit: instruments.map((i) => 10 ** i.priceScale),
      qtyUnit: instruments.map((i) => 10 ** i.qtyScale),
      calendars: instruments.map((i) => i.calendar),
      moneyScale: moneyScaleOf(manifest.catalog),
      timeframe: 0,
      timeframeName: '',
    };
  };

  return {
    name: 'strategy',
    reads: [
      'run.balance',
      'run.position',
      'run.carried',
      'run.ending',
      'md.bar',
      'md.split',
      'md.dividend',
      'clock.tick',
      'risk.denied',
      'order.abandoned',
      ...ORDER_EVENTS,
    ],
    init: (manifest) => start(manifest, initialState(manifest, instances)),
    step,
    wakeAt: (state) => state.data.nextTimerAt,
    save: (state) => saveState(state.data),
    load: (state, saved) => restoreState(state.data, saved),
  };
}

function step(state: StrategyCoreState, event: SequencedEvent, emit: Emit): void {
  const { data } = state;
  switch (event.type) {
    case 'md.bar':
      markPrice(data.ledger, event.payload.instrument, event.payload.close);
      for (let i = 0; i < state.hosted.length; i++) onBar(state, i, event, emit);
      return;
    case 'order.submitted':
    case 'order.cancel-requested':
    case 'order.accepted':
    case 'order.triggered':
    case 'order.rejected':
    case 'order.filled':
    case 'order.canceled':
      return onOrder(state, event, emit);
    case 'risk.denied': {
      const { strategy, instrument, denial } = event.payload;
      const host = hostOf(state, strategy);
      const denied = { symbol: symbolOf(host, instrument), code: denial.code };
      call(state, strategy, instrument, event, emit, 'onDenied', () =>
        host.definition.onDenied?.(host.context, denied),
      );
      return;
    }
    case 'order.abandoned':
      (data.unsent[event.payload.strategy] as number[])[event.payload.instrument] = 0;
      return;
    case 'md.split':
      return onSplit(state, event, emit);
    case 'md.dividend':
      applyDividend(data.ledger, event.payload);
      return;
    case 'clock.tick':
      return fireTimers(state, event, emit);
    case 'run.ending':
      data.ended = true;
      return;
    case 'run.balance':
      setBalance(data.ledger, event.payload.asset, event.payload.balance);
      return;
    case 'run.position':
      setPosition(data.ledger, event.payload);
      return;
    case 'run.carried':
      if (event.payload.core === OPEN_ORDERS) takeOver(data, event.payload.state);
      return;
    default:
      return;
  }
}

/** Orders of the journal before this one: their reports are still to come. */
function takeOver(data: StrategyState, stated: Json): void {
  reopenOrders(data.orders, stated);
  for (const order of data.orders) countOrder(data, order, 1);
}

function onBar(state: StrategyCoreState, index: number, event: Sequenced<'md.bar'>, emit: Emit): void {
  const host = hostOf(state, index);
  const { payload } = event;
  const { instrument } = payload;
  const seenBy = state.data.barsSeen[index] as number[];
  const seen = (seenBy[instrument] as number) + 1;
  seenBy[instrument] = seen;
  const { context } = host;
  context.instrument = instrument;
  context.time = event.time;
  context.emit = emit;
  context.mayAct = seen >= host.warmup;
  showBar(state, host, instrument, payload.openTime, payload.openTime + payload.timeframe, payload.timeframe, payload);
  const long = state.data.longBars[index]?.[instrument] as LongBar[];
  for (let i = 0; i < long.length; i++) {
    const one = long[i] as LongBar;
    const calendar = state.calendars[instrument] as CalendarName;
    if (one.length <= payload.timeframe || one.length % payload.timeframe !== 0 || !isWithinDay(one, calendar)) {
      refuseTimeframe(host, context.symbol, one, payload.timeframe, calendar);
    }
    if (takeIn(one, payload, calendar)) showBar(state, host, instrument, one.start, one.end, one.length, one);
  }
}

const isWithinDay = ({ length }: LongBar, calendar: CalendarName): boolean =>
  calendar === '24x7' || length <= MICROS_PER_DAY;

function refuseTimeframe(
  host: Hosted,
  symbol: string,
  { length }: LongBar,
  base: number,
  calendar: CalendarName,
): never {
  const most = calendar === '24x7' ? '' : ', and at most 1d on an exchange';
  const cause = new StrategyUsageError(
    `a longer bar is a multiple of the run's ${formatTimeframe(base)}${most}, not ${formatTimeframe(length)}`,
  );
  throw failure(host, 'timeframes', symbol, cause);
}

function showBar(
  state: StrategyCoreState,
  host: Hosted,
  instrument: InstrumentIndex,
  openTime: number,
  closeTime: number,
  length: number,
  prices: {
    readonly open: number;
    readonly high: number;
    readonly low: number;
    readonly close: number;
    volume: number;
  },
): void {
  const { context } = host;
  const unit = state.priceUnit[instrument] as number;
  const bar: Bar = {
    symbol: context.symbols[instrument] as string,
    openTime,
    closeTime,
    timeframe: timeframeName(state, length),
    open: prices.open / unit,
    high: prices.high / unit,
    low: prices.low / unit,
    close: prices.close / unit,
    volume: prices.volume,
  };
  enterDecision();
  try {
    refuseResult(host.definition.onBar(context, bar));
  } catch (error) {
    throw failure(host, 'onBar', bar.symbol, error);
  } finally {
    leaveDecision();
  }
}

function timeframeName(state: StrategyCoreState, length: number): string {
  if (length !== state.timeframe) {
    state.timeframe = length;
    state.timeframeName = formatTimeframe(length);
  }
  return state.timeframeName;
}

function onOrder(state: StrategyCoreState, event: SequencedEvent & OrderEvent, emit: Emit): void {
  const { data } = state;
  const { order, closed } = applyOrderEvent(data.orders, event);
  if (event.type === 'order.submitted') countOrder(data, order, 1);
  if (closed) countOrder(data, order, -1);
  if (event.type !== 'order.filled') return;
  const { payload } = event;
  const position = positionOf(data.ledger, order.strategy, order.instrument);
  const feesBefore = position.fees;
  applyFill(data.ledger, order.strategy, payload);
  const host = hostOf(state, order.strategy);
  const unit = state.qtyUnit[order.instrument] as number;
  const fill: Fill = {
    symbol: symbolOf(host, order.instrument),
    side: payload.side,
    qty: payload.qty / unit,
    price: payload.price / (state.priceUnit[order.instrument] as number),
    fee: toFloat(subExact(position.fees, feesBefore), state.moneyScale),
    feeAsset: payload.feeAsset,
    remaining: payload.remaining / unit,
    reason: reasonOf(order),
  };
  call(state, order.strategy, order.instrument, event, emit, 'onFill', () =>
    host.definition.onFill?.(host.context, fill),
  );
}

/** Orders that protect a position are not on order: they wait for what may never come. */
function countOrder(data: StrategyState, { strategy, instrument, group, unsent }: OpenOrder, by: 1 | -1): void {
  if (group !== '') return;
  const open = data.openOrders[strategy] as number[];
  open[instrument] = (open[instrument] as number) + by;
  if (by === 1) (data.unsent[strategy] as number[])[instrument] = unsent;
}

function reasonOf({ group, terms }: OpenOrder): Fill['reason'] {
  if (group === '') return 'target';
  return terms.type === 'limit' ? 'take-profit' : 'stop';
}

function onSplit(state: StrategyCoreState, event: Sequenced<'md.split'>, emit: Emit): void {
  const { instrument, numerator, denominator } = event.payload;
  applySplit(state.data.ledger, event.payload);
  const ratio = numerator / denominator;
  state.hosted.forEach((host, index) => {
    for (const long of state.data.longBars[index]?.[instrument] ?? []) rescale(long, ratio);
    const split = { symbol: symbolOf(host, instrument), ratio };
    call(state, index, instrument, event, emit, 'onSplit', () => host.definition.onSplit?.(host.context, split));
  });
}

function fireTimers(state: StrategyCoreState, event: SequencedEvent, emit: Emit): void {
  const { data } = state;
  if (event.time < data.nextTimerAt) return;
  const due = data.timers.filter((timer) => timer.at <= event.time);
  data.timers = data.timers.filter((timer) => timer.at > event.time);
  data.nextTimerAt = data.timers.reduce((least, timer) => Math.min(least, timer.at), Infinity);
  for (const { strategy, instrument, name } of due) {
    const host = hostOf(state, strategy);
    const timer = { symbol: symbolOf(host, instrument), name };
    call(state, strategy, instrument, event, emit, 'onTimer', () => host.definition.onTimer?.(host.context, timer));
  }
}

function call(
  state: StrategyCoreState,
  index: number,
  instrument: InstrumentIndex,
  event: SequencedEvent,
  emit: Emit,
  callback: string,
  run: () => unknown,
): void {
  const host = hostOf(state, index);
  const { context } = host;
  context.instrument = instrument;
  context.time = event.time;
  context.emit = emit;
  context.mayAct = (state.data.barsSeen[index]?.[instrument] ?? 0) >= host.warmup;
  enterDecision();
  try {
    refuseResult(run());
  } catch (error) {
    throw failure(host, callback, symbolOf(host, instrument), error);
  } finally {
    leaveDecision();
  }
}

/** A promise means that the strategy waits for something; nothing may be waited for inside a decision. */
function refuseResult(result: unknown): void {
  if (typeof result !== 'object' || result === null || !('then' in result)) return;
  throw new Error('returned a promise: strategies decide at once, without async and await');
}

function failure(host: Hosted, callback: string, symbol: string, error: unknown): StrategyFailure {
  const what = error instanceof Error ? `threw ${error.name}: ${error.message}` : `threw ${String(error)}`;
  return new StrategyFailure(host.name, callback, symbol, what, error);
}

function hostOf(state: StrategyCoreState, index: number): Hosted {
  const host = state.hosted[index];
  invariant(host !== undefined, 'the strategy is in the manifest');
  return host;
}

const symbolOf = (host: Hosted, instrument: InstrumentIndex): string => host.context.symbols[instrument] as string;
