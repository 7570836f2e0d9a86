// The register of trials: what is counted, what it does to a Sharpe ratio, and that several writers do it no harm.

import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { momentsOf } from '@tradingbot/metrics';
import { readTrials, recordTrials, trialFigures, type Trial } from './trials.ts';

const root = mkdtempSync(join(tmpdir(), 'trials-'));
afterAll(() => rmSync(root, { recursive: true }));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(root, 'artifacts-'));
});

const trial = (configuration: string, sharpe: number | null = 0.1): Trial => ({
  configuration_hash: configuration,
  code_hash: 'c0de',
  daily_sharpe: sharpe,
  days: 30,
});
const register = (): string => join(folder, '.trials', 'da7a.jsonl');

describe('the register of trials', () => {
  test('counts each configuration once, by its latest figures, and those of other bars apart', () => {
    recordTrials(folder, 'da7a', [trial('a'), trial('b')]);
    recordTrials(folder, 'da7a', [trial('a')]);
    expect(recordTrials(folder, 'da7a', [trial('b', 0.2)])).toEqual([trial('a'), trial('b', 0.2)]);
    expect(recordTrials(folder, '0ther', [trial('a')])).toEqual([trial('a')]);
    expect(readdirSync(join(folder, '.trials')).sort()).toEqual(['0ther.jsonl', 'da7a.jsonl']);
  });

  test('is only ever added to, and not for what it holds already', () => {
    recordTrials(folder, 'da7a', [trial('a')]);
    const before = readFileSync(register(), 'utf8');
    recordTrials(folder, 'da7a', [trial('a')]);
    expect(readFileSync(register(), 'utf8')).toBe(before);
    recordTrials(folder, 'da7a', [trial('b')]);
    expect(readFileSync(register(), 'utf8').startsWith(before)).toBe(true);
  });

  test('the same configuration under other code is another trial', () => {
    const other = { ...trial('a'), code_hash: 'other' };
    expect(recordTrials(folder, 'da7a', [trial('a'), other])).toHaveLength(2);
  });

  test('a torn line costs itself alone', () => {
    recordTrials(folder, 'da7a', [trial('a')]);
    appendFileSync(register(), '{"configuration_hash":"b","co');
    recordTrials(folder, 'da7a', [trial('c')]);
    appendFileSync(register(), 'null\n7\n{"configuration_hash":"d"}\n');
    expect(readTrials(folder, 'da7a')).toEqual([trial('a'), trial('c')]);
  });

  test('without a folder, or without anything that names the bars, there is none', () => {
    expect(readTrials(folder, 'da7a')).toEqual([]);
    expect(recordTrials(folder, '', [trial('a')])).toEqual([trial('a')]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('four programs that write at once lose nothing', async () => {
    const script = join(folder, 'write.mjs');
    writeFileSync(
      script,
      `import { recordTrials } from ${JSON.stringify(join(import.meta.dirname, 'trials.ts'))};
      const [folder, name] = process.argv.slice(2);
      for (let i = 0; i < 25; i++)
        recordTrials(folder, 'da7a', [{ configuration_hash: name + i, code_hash: 'c', daily_sharpe: null, days: 1 }]);`,
    );
    const run = promisify(execFile);
    await Promise.all(['p', 'q', 'r', 's'].map((name) => run(process.execPath, [script, folder, name])));
    expect(readTrials(folder, 'da7a')).toHaveLength(100);
  }, 30_000);
});

describe('the deflated Sharpe ratio', () => {
  const moments = momentsOf(Array.from({ length: 250 }, (_, i) => 0.001 + 0.01 * Math.sin(i * 1.7)));

  test('is the probabilistic one when nothing else was tried', () => {
    const { count, deflated_sharpe: alone } = trialFigures([trial('a')], moments);
    expect(count).toBe(1);
    expect(alone).toBeGreaterThan(0.9);
  });

  test('falls with every further try, and more where tries differ more', () => {
    const tries = (count: number, spread: number): Trial[] =>
      Array.from({ length: count }, (_, i) => trial(`t${i}`, spread * (i % 2 === 0 ? 1 : -1)));
    const ratios = [tries(2, 0.05), tries(20, 0.05), tries(200, 0.05), tries(200, 0.1)].map(
      (trials) => trialFigures(trials, moments).deflated_sharpe ?? NaN,
    );
    expect(ratios).toEqual([...ratios].sort((a, b) => b - a));
    expect(new Set(ratios).size).toBe(4);
  });

  test('of a run that has no Sharpe ratio says why', () => {
    expect(trialFigures([trial('a', null)], momentsOf([0, 0, 0]))).toEqual({
      count: 1,
      deflated_sharpe: null,
      reason: 'daily returns do not vary',
    });
  });
});
