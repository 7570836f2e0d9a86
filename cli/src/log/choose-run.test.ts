// A run is meant by its id, by the beginning of one, or as the latest.

import { expect, test } from '@jest/globals';
import { inMemoryLog } from '@tradingbot/event-log/in-memory';
import { chooseRun } from './choose-run.ts';

async function logOf(...runs: readonly string[]) {
  const log = inMemoryLog();
  for (const run of runs) await log.createJournal(run, undefined);
  return log;
}

const RUNS = ['20260105T093000Z-1a2b3c4d', '20260105T093000Z-1a2b', '20260107T120000Z-99887766'];

test.each([
  [undefined, RUNS[2]],
  ['latest', RUNS[2]],
  [RUNS[0], RUNS[0]],
  ['20260107', RUNS[2]],
  // A whole id wins over those that begin so.
  [RUNS[1], RUNS[1]],
])('%s', async (name, run) => {
  expect((await chooseRun(await logOf(...RUNS), name)).journal).toBe(run);
});

test.each([
  ['20260105', `--run 20260105: 2 runs begin so (such as ${RUNS[0]}, ${RUNS[1]})`],
  ['20260108', `--run 20260108: there is no such run (did you mean ${RUNS[2]}?)`],
  ['20260107T120000Z-99887767', `--run 20260107T120000Z-99887767: there is no such run (did you mean ${RUNS[2]}?)`],
  ['lates', '--run lates: there is no such run (did you mean latest?)'],
  ['x', `--run x: there is no such run (the last ones: ${RUNS[2]}, ${RUNS[1]}, ${RUNS[0]}, latest)`],
  ['', `--run : there is no such run (the last ones: ${RUNS[2]}, ${RUNS[1]}, ${RUNS[0]}, latest)`],
])('%j is refused with the nearest name', async (name, sentence) => {
  await expect(chooseRun(await logOf(...RUNS), name)).rejects.toThrow(new Error(sentence));
});

test('an empty log says what fills it', async () => {
  await expect(chooseRun(inMemoryLog())).rejects.toThrow(
    '--run latest: no run is recorded yet (tradingbot live --dry-run records one)',
  );
});
