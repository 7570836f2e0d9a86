// How far a run is, on standard error: its bars, and the day that it has come to.

import type { Progress } from '@tradingbot/backtester/run';
import { formatMicros } from '@tradingbot/domain';
import type { Terminal } from '../terminal.ts';
import { createWorkProgress } from '../work-progress.ts';

export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the bar off the screen. */
  clear(): void;
}

/** @param now milliseconds of a clock that only goes forward */
export function createProgressLine(
  terminal: Pick<Terminal, 'err' | 'progressColumns'>,
  isWanted: boolean,
  now?: () => number,
): ProgressLine {
  const line = createWorkProgress(terminal, isWanted, now);
  return {
    show: ({ bars, totalBars, barsPerSecond, time }) =>
      line.show({
        done: bars,
        total: totalBars,
        perSecond: barsPerSecond,
        unit: 'bars',
        note: formatMicros(time).slice(0, 10),
      }),
    clear: line.clear,
  };
}
