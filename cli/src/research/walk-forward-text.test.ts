// What a reader sees of folds: a handful whole, thousands by their ends.

import { expect, test } from '@jest/globals';
import { testTerminal } from '../../testing/test-terminal.ts';
import type { FoldRow, WalkForwardDocument } from './walk-forward-document.ts';
import { walkForwardText } from './walk-forward-text.ts';

const DAY = { from: '2024-01-01T00:00:00Z', to: '2024-01-02T00:00:00Z' };
const fold = (at: number, why: string | null = null): FoldRow => ({
  ...{ fold: at, train: DAY, test: DAY, chosen: { fast: '3' }, in_sample: null, out_of_sample: null },
  ...{ why, degradation: null },
});

function textOf(folds: readonly FoldRow[], synthetic = false): string {
  const out = { total_return: 0.1, max_drawdown: -0.1, sharpe: null, sortino: null, calmar: null };
  const document = { metric: 'sharpe', synthetic, axes: [], lengths: {}, folds, out_of_sample: out };
  return walkForwardText(document as unknown as WalkForwardDocument, 'a/r1', testTerminal().colours);
}

const folds = (count: number): FoldRow[] => Array.from({ length: count }, (_, at) => fold(at + 1));

test('forty folds are shown whole', () => {
  expect(textOf(folds(40)).match(/^ *\d+ .*fast=3/gm)).toHaveLength(40);
  expect(textOf(folds(1))).toContain('1 fold, the best of');
});

test('of more the first and the last are, and where all of them stand', () => {
  const text = textOf(folds(8_760));
  const shown = text.match(/^ *\d+ (?=.*fast=3)/gm)?.map(Number);
  expect(shown).toEqual(
    [...Array(20).keys()].map((at) => at + 1).concat([...Array(20).keys()].map((at) => at + 8_741)),
  );
  expect(text).toContain('8,760 folds');
  expect(text).toContain('8,720 more folds between these: a/r1/walk_forward.csv has all');
});

test('what went wrong is said of the first few', () => {
  const text = textOf(Array.from({ length: 12 }, (_, at) => fold(at + 1, 'nothing was chosen')));
  expect(text.match(/warning fold/g)).toHaveLength(5);
  expect(text).toContain('and 7 more folds with a reason in a/r1/walk_forward.csv');
});

test('bars that were made are called so', () => {
  expect(textOf(folds(1), true)).toContain('\nSYNTHETIC DATA');
  expect(textOf(folds(1))).not.toContain('SYNTHETIC');
});
