// Results of runs side by side.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testTerminal } from '../../testing/test-terminal.ts';
import { resultsOf } from './choose-results.ts';
import { comparisonOf } from './compare-documents.ts';
import { comparisonText } from './compare-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'tradingbot-compare-'));
const FIRST = '20240101T000000Z-aaaaaaaa';
const SECOND = '20240101T000100Z-bbbbbbbb';

beforeAll(() => {
  const keep = (run: string, metrics: object, manifest: object): void => {
    mkdirSync(join(folder, run));
    writeFileSync(join(folder, run, 'metrics.json'), JSON.stringify(metrics));
    writeFileSync(join(folder, run, 'manifest.json'), JSON.stringify(manifest));
  };
  const warnings = ['only 3 round trips'];
  keep(
    FIRST,
    { sharpe: 1, final_equity: '10250.50', trades: 10, drawdown: { days: 3 }, symbols: ['A'], warnings },
    { run_id: FIRST, code_hash: 'c', seed: 1, configuration: { fees: { taker_bps: 5 }, risk: { enabled: true } } },
  );
  keep(
    SECOND,
    { sharpe: null, final_equity: '10000.25', trades: 12, drawdown: { days: 4 }, symbols: ['A'], warnings },
    { run_id: SECOND, code_hash: 'c', seed: 1, configuration: { fees: { taker_bps: 10 }, risk: { enabled: true } } },
  );
  mkdirSync(join(folder, '20240101T000200Z-cccccccc'));
  // The last thing done was a sweep.
  symlinkSync('20240101T000200Z-cccccccc', join(folder, 'latest'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const chosen = (name: string) => resultsOf(folder, name, '--compare').runId;

test('a run is named by its id, by the beginning of one, by its folder, and as the latest', () => {
  expect(chosen(FIRST)).toBe(FIRST);
  expect(chosen('20240101T0000')).toBe(FIRST);
  expect(chosen(join(folder, SECOND))).toBe(SECOND);
  expect(chosen('latest')).toBe(SECOND);
});

test('what names no run, or several, is refused with what was meant', () => {
  expect(() => chosen('20240101')).toThrow('3 runs begin so');
  expect(() => chosen('20240101T000000Z-aaaaaaab')).toThrow(`did you mean ${FIRST}?`);
  expect(() => chosen('20240101T0002')).toThrow('holds no metrics.json');
});

test('figures with their differences, money exact, and the keys that differ', () => {
  const comparison = comparisonOf([FIRST, SECOND].map((name) => resultsOf(folder, name, '--compare')));
  expect(comparison.figures).toEqual([
    { name: 'sharpe', values: [1, null], differences: [0, null] },
    { name: 'final_equity', values: ['10250.50', '10000.25'], differences: ['0', '-250.25'] },
    { name: 'trades', values: [10, 12], differences: [0, 2] },
    { name: 'drawdown.days', values: [3, 4], differences: [0, 1] },
  ]);
  expect(comparison.configuration).toEqual([{ key: 'fees.taker_bps', values: [5, 10] }]);
  const text = comparisonText(comparison, testTerminal().colours);
  expect(text).toMatch(/final_equity +10250\.50 +10000\.25 +-250\.25\n/);
  expect(text).toMatch(/trades +10 +12 +\+2\n/);
  expect(text).toMatch(/fees\.taker_bps +5 +10\n/);
});
