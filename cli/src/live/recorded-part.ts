// How fast a live run goes, from how much of it has been recorded.

import type { Progress } from '@tradingbot/backtester/run';

export interface RecordedPart {
  progress(bars: number, time: number, totalBars: number | undefined): Progress;
}

/** The rate is measured over what was recorded since the first look: a continued run begins with a part behind it. */
export function recordedPart(now: () => number = () => performance.now()): RecordedPart {
  let first: { bars: number; at: number } | undefined;
  return {
    progress(bars, time, totalBars) {
      first ??= { bars, at: now() };
      const seconds = (now() - first.at) / 1_000;
      const barsPerSecond = seconds > 0 ? Math.round((bars - first.bars) / seconds) : 0;
      return { bars, totalBars, barsPerSecond, time };
    },
  };
}
