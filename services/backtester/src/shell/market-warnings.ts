// Where strategies, corporate actions and bars do not fit each other.

import type { OpenedBars } from '@tradingbot/bars/files';
import { calendarOf, formatMicros, micros, MICROS_PER_DAY, type Instrument } from '@tradingbot/domain';
import type { LoadedStrategy } from './request.ts';
import { grouped, many } from './sentence-numbers.ts';
import type { SeenBars } from './watched-series.ts';

/** @param seen of all series, after the last bar */
export function marketWarnings(
  { jumps, otherActions }: Pick<OpenedBars, 'jumps' | 'otherActions'>,
  seen: readonly SeenBars[],
  instruments: readonly Instrument[],
  strategies: readonly Pick<LoadedStrategy, 'name' | 'definition' | 'params'>[],
): string[] {
  const all = seen.flatMap((one) => {
    const instrument = instruments[one.series.instrument];
    return instrument === undefined || one.bars === 0 ? [] : { ...one, instrument };
  });
  return [
    ...strategies.flatMap((strategy) => neverWarm(strategy, all)),
    ...jumps.flatMap(jumpWarning),
    ...(otherActions.length === 0
      ? []
      : [`data.corporate_actions names symbols that the run does not have: ${otherActions.join(', ')}`]),
    ...all.flatMap(actionWarnings),
  ];
}

interface Seen extends SeenBars {
  readonly instrument: Instrument;
}

/** It may act from the bar on that completes its warm-up. */
function neverWarm(
  { name, definition, params }: Pick<LoadedStrategy, 'name' | 'definition' | 'params'>,
  all: readonly Seen[],
): string[] {
  const needed = definition.warmup?.(params) ?? 1;
  const cold = all.filter(({ bars }) => bars < needed);
  if (cold.length === 0) return [];
  const counts = cold.map(({ instrument: { symbol }, bars }) => `${symbol} has ${grouped(bars)}`);
  return [`${name} needs ${grouped(needed)} bars of a symbol before it may act; ${counts.join(', ')}`];
}

function jumpWarning({ symbol, count, first }: OpenedBars['jumps'][number]): string[] {
  if (first === undefined) return [];
  const { fold } = first;
  const part = fold > 1 ? `1/${fold} of` : `${Math.round(1 / fold)} times`;
  const more = count === 1 ? '' : `, and ${many(count - 1, 'such jump')} more`;
  return [
    `${symbol} opens at ${part} the close before it on ${day(first.at)}${more}: a split? see data.corporate_actions`,
  ];
}

function actionWarnings({ instrument: { symbol, calendar }, series, first, last }: Seen): string[] {
  const { actions = [] } = series;
  const outside = actions.filter(({ from }) => from + MICROS_PER_DAY <= first || from > last);
  const closed = actions.filter(
    ({ from }) => calendarOf(calendar).sessionOverlapping(from, micros(from + MICROS_PER_DAY)) === undefined,
  );
  const days = (some: typeof actions): string => {
    const rest = some.length === 1 ? '' : ` and ${many(some.length - 1, 'more day')}`;
    return `${some[0]?.kind ?? ''} of ${symbol} on ${day(some[0]?.from ?? 0)}${rest}`;
  };
  return [
    ...(outside.length === 0 ? [] : [`data.corporate_actions: ${days(outside)}: the run has no bars of then`]),
    ...(closed.length === 0
      ? []
      : [`data.corporate_actions: ${days(closed)}: the market is closed then, and the next bar counts`]),
  ];
}

const day = (time: number): string => formatMicros(time).slice(0, 10);
