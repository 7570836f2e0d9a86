// What a scheduled number is at a point of the run.
// It is computed from its two ends alone, never from what it was before: nothing compounds.

import type { Schedule } from './settings.ts';

/** @param progress 0 at the beginning, 1 at the end; held within both */
export function scheduled(schedule: Schedule, progress: number): number {
  if (schedule.kind === 'constant') return schedule.value;
  const { from, to } = schedule;
  const along = Math.min(Math.max(progress, 0), 1);
  if (schedule.kind === 'linear') return from + (to - from) * along;
  return to + ((from - to) * (1 + Math.cos(Math.PI * along))) / 2;
}
