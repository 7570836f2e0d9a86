// Bars and venue rules become facts. The engine of a backtest and the live service say them with the same code, in the
// same groups, so that both give the same journal. It runs once for every bar: it allocates payloads and nothing else.

import type { BarChunk, BarPath, BarSeries, TimelineListener } from '@tradingbot/bars';
import type { Catalog, Payload } from '@tradingbot/contracts';
import type { InstrumentIndex, Micros, Price, TradingRules } from '@tradingbot/domain';
import { actionDates, type ActionDates } from './action-dates.ts';
import { latestRules, ruleChanges } from './rule-changes.ts';

/** Where facts go. What is said between two drains is one group: it is decided upon as a whole. */
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
  /** By instrument: what was said when its bar opened. */
  const opens: (Payload<'md.open'> | undefined)[] = catalog.instruments.map(() => undefined);

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
    closed({ instrument, timeframe }: BarSeries, chunk: BarChunk, row: number) {
      // What opened closes now: the same object says both, since an open has every field of a bar.
      sayBar((openTimeOf(chunk, row) + timeframe) as Micros, opens[instrument] as Payload<'md.open'>);
    },
    closesDone: drain,
    opened({ instrument, timeframe }: BarSeries, chunk: BarChunk, row: number) {
      const openTime = openTimeOf(chunk, row);
      if (openTime >= nextAction) sayActions(openTime);
      if (chunk.path?.known[row] === 1) sayPath(openTime, pathOf(instrument, chunk.path, openTime, row));
      const open: Payload<'md.open'> = {
        instrument,
        timeframe,
        openTime,
        open: small(chunk.open[row] as number) as Price,
        barKnown: true,
        high: small(chunk.high[row] as number) as Price,
        low: small(chunk.low[row] as number) as Price,
        close: small(chunk.close[row] as number) as Price,
        volume: chunk.volume[row] as number,
      };
      opens[instrument] = open;
      sayOpen(openTime, open);
    },
    opensDone: drain,
  };
}

const openTimeOf = (chunk: BarChunk, row: number): Micros => chunk.openTime[row] as Micros;

function pathOf(
  instrument: InstrumentIndex,
  { step, perBar, prices }: BarPath,
  openTime: Micros,
  row: number,
): Payload<'md.path'> {
  const said: Price[] = [];
  for (let at = row * perBar; at < (row + 1) * perBar; at++) said.push(small(prices[at] as number) as Price);
  return { instrument, openTime, step, prices: said };
}

/**
 * The same number, as a 32-bit integer where it is one. Columns hold doubles, and a double kept in an object costs an
 * allocation of its own in V8; most prices need none.
 */
const small = (value: number): number => ((value | 0) === value ? value | 0 : value);
