// A closed bar is shown to a strategy as plain numbers, and after it every longer bar that it completes.

import type { Payload, Sequenced } from '@tradingbot/contracts';
import { enterDecision, leaveDecision, type Emit } from '@tradingbot/core';
import { formatTimeframe, MICROS_PER_DAY, type CalendarName } from '@tradingbot/domain';
import type { Bar } from './context.ts';
import { failure, hostOf, refuseResult, type Hosted, type StrategyCoreState } from './hosted-strategy.ts';
import { takeIn, type LongBar } from './resample.ts';
import { StrategyUsageError } from './strategy-failure.ts';

export function onBar(state: StrategyCoreState, index: number, event: Sequenced<'md.bar'>, emit: Emit): void {
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
  const unit = state.priceUnit[instrument] as number;
  show(host, {
    symbol: context.symbols[instrument] as string,
    openTime: payload.openTime,
    closeTime: payload.openTime + payload.timeframe,
    timeframe: timeframeName(state, payload.timeframe),
    open: payload.open / unit,
    high: payload.high / unit,
    low: payload.low / unit,
    close: payload.close / unit,
    volume: payload.volume,
  });
  if (host.looksLonger) showLongBars(state, host, index, payload);
}

function showLongBars(state: StrategyCoreState, host: Hosted, index: number, bar: Payload<'md.bar'>): void {
  const { instrument } = bar;
  const { symbol } = host.context;
  const unit = state.priceUnit[instrument] as number;
  const calendar = state.calendars[instrument] as CalendarName;
  for (const long of state.data.longBars[index]?.[instrument] ?? []) {
    if (long.length <= bar.timeframe || long.length % bar.timeframe !== 0 || !isWithinDay(long, calendar)) {
      refuseTimeframe(host, symbol, long, bar.timeframe, calendar);
    }
    if (!takeIn(long, bar, calendar)) continue;
    show(host, {
      symbol,
      openTime: long.start,
      closeTime: long.end,
      timeframe: timeframeName(state, long.length),
      open: long.open / unit,
      high: long.high / unit,
      low: long.low / unit,
      close: long.close / unit,
      volume: long.volume,
    });
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

function show(host: Hosted, bar: Bar): void {
  enterDecision();
  try {
    refuseResult(host.definition.onBar(host.context, bar));
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
