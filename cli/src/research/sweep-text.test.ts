// What a reader sees of a sweep.

import { expect, test } from '@jest/globals';
import { testTerminal } from '../../testing/test-terminal.ts';
import type { SweepRow } from './combination-run.ts';
import { sweepText } from './sweep-text.ts';

test.each([
  [1, '1 combination, the best by sharpe'],
  [1_200, '1,200 combinations, the best by sharpe'],
])('%d', (combinations, title) => {
  const document = { metric: 'sharpe' as const, axes: [], rows: [], best: null, synthetic: false, luck: null };
  const counts = { combinations, done: 0, refused: 1, failed: 0 };
  const text = sweepText({ ...document, ...counts }, 'a/r1', {}, testTerminal().colours);
  expect(text).toContain(title);
  expect(text).toContain('1 combination is no valid configuration and was left out');
});

const tried = (at: number, sharpe: number): SweepRow => ({
  ...{ at, combination: at },
  values: { lookback: String(at), 'fees.taker_bps': '7' },
  status: 'done',
  figures: { sharpe } as SweepRow['figures'],
  why: null,
});

function textOf(count: number, typed: Parameters<typeof sweepText>[2] = {}, synthetic = false): string {
  const rows = Array.from({ length: count }, (_, at) => tried(at, at));
  const counts = { combinations: count, done: count, refused: 0, failed: 0 };
  const axes = [
    { key: 'lookback', values: [] },
    { key: 'fees.taker_bps', values: [] },
  ];
  const document = { metric: 'sharpe' as const, axes, rows, best: null, synthetic, luck: null, ...counts };
  return sweepText(document, 'a/r1', typed, testTerminal().colours);
}

test('the next step runs the best again, on the same market and under the same costs', () => {
  const typed = {
    config: 'c.yaml',
    data: ['a.csv'],
    from: '2024-02-01',
    param: ['exit=0'],
    set: ['slippage.k=2'],
    seed: '3',
  };
  expect(textOf(2, typed)).toContain(
    '\nNext:\n  npx tradingbot backtest --config c.yaml --data a.csv --param exit=0 lookback=1 --from 2024-02-01' +
      ' --set slippage.k=2 fees.taker_bps=7 --seed 3\n',
  );
});

test('of many combinations the best ten are shown, and where the others are', () => {
  expect(textOf(12)).toContain('\n  and 2 more in a/r1/sweep.csv\n');
  expect(textOf(10)).not.toContain('more in');
});

test('bars that were made are called so', () => {
  expect(textOf(1, {}, true)).toContain('\nSYNTHETIC DATA');
  expect(textOf(1)).not.toContain('SYNTHETIC');
});
