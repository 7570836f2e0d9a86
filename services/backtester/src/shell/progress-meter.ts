// How far a run is and how fast it goes, told now and then.

import type { Progress } from './request.ts';

export interface ProgressMeter {
  /** Called between chunks; reports when enough time has passed. */
  tick(): void;
  barsPerSecond(): number;
}

const INTERVAL_MS = 200;

export function createProgressMeter(
  now: () => { readonly bars: number; readonly time: number },
  totalBars: number | undefined,
  report: (progress: Progress) => void,
): ProgressMeter {
  const started = performance.now();
  let reportedAt = started;
  const barsPerSecond = (): number => Math.round(now().bars / Math.max((performance.now() - started) / 1000, 1e-6));
  return {
    tick() {
      const at = performance.now();
      if (at - reportedAt < INTERVAL_MS) return;
      reportedAt = at;
      report({ ...now(), totalBars, barsPerSecond: barsPerSecond() });
    },
    barsPerSecond,
  };
}
