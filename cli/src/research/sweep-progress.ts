// How far a sweep is, with its rate and the time left.

import type { Terminal } from '../terminal.ts';
import { createWorkProgress } from '../work-progress.ts';

/** @returns what to tell of each run that is done, and how to take the line off the screen */
export function sweepProgress(
  terminal: Pick<Terminal, 'err' | 'progressColumns'>,
  isWanted: boolean,
  total: number,
  unit = 'runs',
): { show(done: number): void; clear(): void } {
  const line = createWorkProgress(terminal, isWanted);
  const started = performance.now();
  return {
    show(done) {
      const seconds = Math.max((performance.now() - started) / 1_000, 1e-6);
      line.show({ done, total, perSecond: Number((done / seconds).toPrecision(3)), unit });
    },
    clear: line.clear,
  };
}
