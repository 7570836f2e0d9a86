// Bars and venue rules become facts. The engine of a backtest and the live service say them with the same code, in the
// same groups, so that both give the same journal. It runs once for every bar, and allocates nothing for it.

import type { BarChunk, BarPath, BarSeries, TimelineListener } from '@tradingbot/bars';
import type { Catalog, Payload } from '@tradingbot/contracts';
import {
  instrumentIndex,
  micros,
  price,
  timeframe,
  type InstrumentIndex,
  type Micros,
  type Price,
  type TradingRules,
} from '@tradingbot/domain';
import { actionDates, type ActionDates } from './action-dates.ts';
import { latestRules, ruleChanges } from './rule-changes.ts';

/**
 * Where facts go. What is said between two drains is one group: it is decided upon as a whole. A bar is good until its
 * close has been drained: then its object says the next one.
 */
export interface FactSink {
  /** Comes before the facts of each instant, sometimes twice. */
  instant(time: Micros): void;
  instrument(time: Micros, rules: Payload<'md.instrument'>): void;
  bar(time: Micros, bar: Payload<'md.bar'>): void;
  path(time: Micros, path: Payload<'md.path'>): void;
  open(time: Micros, open: Payload<'md.open'>): void;
  split(time: Micros, split: Payload<'md.split'>): void;
  dividend(time: Micros, dividend: Payload<'md.dividend'>): void;
  drain(): void;
}

export interface MarketFacts extends TimelineListener {
  /** The rules in force at `time`, the opening of a journal. They count as said. */
  opening(time: number): readonly Payload<'md.instrument'>[];
}

/**
 * At one instant: changes of rules, drain; closes, drain; splits and dividends, drain; opens, drain. The path inside a
 * bar comes right before its open.
 * @param rules per instrument, oldest first
 */
export function createMarketFacts(
  catalog: Catalog,
  rules: readonly (readonly TradingRules[])[],
  sink: FactSink,
): MarketFacts {
  const { instrument: sayRules, bar: sayBar, path: sayPath, open: sayOpen, drain } = sink;
  const changes = ruleChanges(catalog, rules);
  let said = 0;
  let nextChange = changes[0]?.from ?? Infinity;
  let actions: ActionDates | undefined;
  let nextAction = Infinity;
  let openedAt = Infinity;
  /** By instrument: what was said when its bar opened. One object says all bars of an instrument. */
  const opens: Opening[] = catalog.instruments.map((_, instrument) => noOpening(instrumentIndex(instrument)));

  function due(time: number): readonly Payload<'md.instrument'>[] {
    const start = said;
    while ((changes[said]?.from ?? Infinity) <= time) said += 1;
    nextChange = changes[said]?.from ?? Infinity;
    return latestRules(changes.slice(start, said));
  }

  /** Before the first open of an instant, all that has become due since the one before. */
  function sayActions(time: Micros): void {
    const found = actions?.due(time, openedAt) ?? [];
    for (const { instrument, action } of found) {
      if (action.kind === 'split') {
        sink.split(time, { instrument, numerator: action.numerator, denominator: action.denominator });
      } else sink.dividend(time, { instrument, perShare: action.perShare });
    }
    nextAction = actions?.next ?? Infinity;
    if (found.length > 0) drain();
  }

  return {
    begins(series) {
      actions = actionDates(series);
      nextAction = actions.next;
    },
    opening(time) {
      openedAt = time;
      return due(time);
    },
    instant(time) {
      sink.instant(time as Micros);
      if (nextChange > time) return;
      for (const changed of due(time)) sayRules(time as Micros, changed);
      drain();
    },
    closed({ instrument }: BarSeries) {
      // What opened closes now: the same object says both, since an open has every field of a bar.
      const bar = opens[instrument] as Opening;
      sayBar(micros(bar.openTime + bar.timeframe), bar);
    },
    closesDone: drain,
    opened({ instrument, timeframe }: BarSeries, chunk: BarChunk, row: number) {
      const openTime = openTimeOf(chunk, row);
      if (openTime >= nextAction) sayActions(openTime);
      if (chunk.path?.known[row] === 1) sayPath(openTime, pathOf(instrument, chunk.path, openTime, row));
      const open = opens[instrument] as Opening;
      open.timeframe = timeframe;
      open.openTime = openTime;
      open.open = chunk.open[row] as number as Price;
      open.high = chunk.high[row] as number as Price;
      open.low = chunk.low[row] as number as Price;
      open.close = chunk.close[row] as number as Price;
      open.volume = chunk.volume[row] as number;
      sayOpen(openTime, open);
    },
    opensDone: drain,
  };
}

type Opening = { -readonly [Field in keyof Payload<'md.open'>]: Payload<'md.open'>[Field] };

const noOpening = (instrument: InstrumentIndex): Opening => ({
  instrument,
  timeframe: timeframe(0),
  openTime: micros(0),
  open: price(0),
  barKnown: true,
  high: price(0),
  low: price(0),
  close: price(0),
  volume: 0,
});

const openTimeOf = (chunk: BarChunk, row: number): Micros => chunk.openTime[row] as Micros;

function pathOf(
  instrument: InstrumentIndex,
  { step, perBar, prices }: BarPath,
  openTime: Micros,
  row: number,
): Payload<'md.path'> {
  const said: Price[] = [];
  for (let at = row * perBar; at < (row + 1) * perBar; at++) said.push(prices[at] as Price);
  return { instrument, openTime, step, prices: said };
}
