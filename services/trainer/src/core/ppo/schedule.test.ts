// A scheduled number hangs on its ends and on how far the run is, and on nothing else.

import { expect, test } from '@jest/globals';
import { scheduled } from './schedule.ts';
import type { Schedule } from './settings.ts';

const FROM_TO = { from: 4, to: 2 } as const;

test.each<[schedule: Schedule, progress: number, value: number]>([
  [{ kind: 'constant', value: 3 }, 0.7, 3],
  [{ kind: 'linear', ...FROM_TO }, 0, 4],
  [{ kind: 'linear', ...FROM_TO }, 0.25, 3.5],
  [{ kind: 'linear', ...FROM_TO }, 1, 2],
  [{ kind: 'linear', ...FROM_TO }, 2, 2],
  [{ kind: 'linear', ...FROM_TO }, -1, 4],
  [{ kind: 'cosine', ...FROM_TO }, 0, 4],
  [{ kind: 'cosine', ...FROM_TO }, 0.5, 3],
  [{ kind: 'cosine', ...FROM_TO }, 1, 2],
])('%j at %d is %d', (schedule, progress, value) => {
  expect(scheduled(schedule, progress)).toBeCloseTo(value, 12);
});
