// What the help of `backtest` says of ending a run.

import { expect, test } from '@jest/globals';
import { testTerminal } from '../../testing/test-terminal.ts';
import { runProgram } from '../program.ts';

test('the help says how to end a run that does not hear Ctrl+C', async () => {
  const terminal = testTerminal();
  expect(await runProgram(['backtest', '--help'], terminal)).toBe(0);
  expect(terminal.said.out).toMatch(/Ctrl\+C stops a run[^]*Ctrl\+\\ ends that/);
});
