// A sweep whose results could not be written is refused before its first run, which is what a signal would stop.

import { expect, test } from '@jest/globals';
import { testTerminal } from '../../testing/test-terminal.ts';
import { sweep, walkForward } from './on-threads.ts';

const OPTIONS = {
  config: 'configs/config_sim.yaml',
  sweep: ['lookback=12|24'],
  walkForward: 'train=180d,test=30d',
  set: ['artifacts_dir=/proc/none'],
  quiet: true,
} as const;

test.each([
  ['a sweep', sweep],
  ['a walk-forward', walkForward],
])('%s', async (_name, study) => {
  const terminal = { ...testTerminal(), signal: AbortSignal.abort(new Error('the first run')) };
  await expect(study(OPTIONS, terminal)).rejects.toMatchObject({ key: 'artifacts_dir', path: '/proc/none' });
});
