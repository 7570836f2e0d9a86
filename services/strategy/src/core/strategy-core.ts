// The strategy core: shows each strategy the bars, fills, denials, splits and timers that concern it, and emits what it
// wants.

import { moneyScaleOf, strategyIndex, type Manifest, type Sequenced, type SequencedEvent } from '@tradingbot/contracts';
import { restoreState, saveState, type Core, type Emit } from '@tradingbot/core';
import {
  applyDividend,
  applySplit,
  markPrice,
  OPEN_ORDERS,
  ORDER_EVENTS,
  setBalance,
  setPosition,
} from '@tradingbot/portfolio';
import { call, hostOf, symbolOf, type StrategyCoreState } from './hosted-strategy.ts';
import { rescale } from './resample.ts';
import { onBar } from './show-bars.ts';
import { onOrder, takeOver } from './show-fills.ts';
import { RunningContext } from './strategy-context.ts';
import { initialState, type StrategyInstance, type StrategyState } from './strategy-state.ts';

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
        looksLonger: data.longBars[index]?.some((long) => long.length > 0) ?? false,
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
      'md.instrument',
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
    case 'md.instrument':
      data.lots[event.payload.instrument] = event.payload.lot;
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
