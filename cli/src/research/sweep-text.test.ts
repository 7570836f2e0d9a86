// What a reader sees of a sweep.

import { expect, test } from '@jest/globals';
import { testTerminal } from '../../testing/test-terminal.ts';
import { sweepText } from './sweep-text.ts';

test.each([
  [1, '1 combination, the best by sharpe'],
  [1_200, '1,200 combinations, the best by sharpe'],
])('%d', (combinations, title) => {
  const document = { metric: 'sharpe' as const, axes: [], rows: [], best: null, luck: null };
  const counts = { combinations, done: 0, refused: 1, failed: 0 };
  const text = sweepText({ ...document, ...counts }, 'a/r1', {}, testTerminal().colours);
  expect(text).toContain(title);
  expect(text).toContain('1 combination is no valid configuration and was left out');
});
