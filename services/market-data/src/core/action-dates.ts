// When splits and dividends become due, over all series that are played.

import type { BarSeries, CorporateAction } from '@tradingbot/bars';
import type { InstrumentIndex } from '@tradingbot/domain';
import { mergedActions } from './merged-actions.ts';

export interface DueAction {
  readonly instrument: InstrumentIndex;
  readonly action: CorporateAction;
}

export interface ActionDates {
  /** When the next one is due; `Infinity` after the last. */
  readonly next: number;
  /**
   * All that have become due by `time`, the time of an open, and were not given before. Those of before the first open
   * are nobody's: an account that begins then holds nothing, and one that goes on had them in the journal before.
   * An instrument has one split and one dividend at most.
   * @param openedAt when the journal was opened
   */
  due(time: number, openedAt: number): readonly DueAction[];
}

/** An instrument that is played at two lengths has its actions once. */
export function actionDates(series: readonly BarSeries[]): ActionDates {
  const ofInstrument = new Map(series.map(({ instrument, actions = [] }) => [instrument, actions]));
  const all = [...ofInstrument]
    .flatMap(([instrument, actions]) => actions.map((action): DueAction => ({ instrument, action })))
    .sort((a, b) => a.action.from - b.action.from || a.instrument - b.instrument);
  let given = 0;
  let isFirst = true;
  const fromOf = (at: number): number => all[at]?.action.from ?? Infinity;
  return {
    get next() {
      return isFirst ? -Infinity : fromOf(given);
    },
    due(time, openedAt) {
      if (isFirst) {
        isFirst = false;
        while (fromOf(given) <= Math.min(time, openedAt)) given += 1;
      }
      const start = given;
      while (fromOf(given) <= time) given += 1;
      return start === given ? [] : merged(all.slice(start, given));
    },
  };
}

/** By instrument, in the order in which their first actions became due. */
function merged(due: readonly DueAction[]): readonly DueAction[] {
  const instruments = [...new Set(due.map(({ instrument }) => instrument))];
  return instruments.flatMap((instrument) => {
    const actions = due.flatMap((one) => (one.instrument === instrument ? one.action : []));
    return mergedActions(actions).map((action) => ({ instrument, action }));
  });
}
