// A bar on which nothing is ordered leaves hardly anything behind: events and bars are used again, and their numbers stay
// in place (ADR 0045). Counted and not timed, so that it is the same on every machine.

import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Three boxed numbers, and room for one more. A tenth of what two events and a payload would be. */
const MOST_BYTES = 64;

/** Compiled where the engine stands still, and never collected between two readings. */
const SETTLED = ['--no-concurrent-recompilation', '--min-semi-space-size=64', '--max-semi-space-size=64'];

test(`a bar without an order allocates at most ${MOST_BYTES} bytes`, () => {
  const script = join(import.meta.dirname, 'allocation-run.ts');
  const { stdout, stderr } = spawnSync(process.execPath, [...SETTLED, script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const bytes = Number(stdout);
  expect(bytes).toBeGreaterThanOrEqual(0);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});
