// A model is judged on ranges behind its training, several times, against rivals on the same bars.

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readTrials } from '@tradingbot/backtester/research';
import { sha256Of } from '@tradingbot/strategy/load';
import { randomModelBytes } from '@tradingbot/testing';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testTerminal } from '../../../testing/test-terminal.ts';
import { runProgram } from '../../program.ts';
import { evaluateModel } from './evaluate-model.ts';
import type { ModelEvaluation } from './model-evaluation.ts';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'tradingbot-eval-model-'));
const config = join(folder, 'config.yaml');
const models = join(folder, 'run');
const model = join(models, 'best_model.zip');
const PROFILES = ['MKT_OPEN_NEXT_H1', 'LIMIT_MID_BPS'];
const bytesOf = (seed: number): Uint8Array =>
  randomModelBytes({ seed, data: { hyperparameters: { trained_until: '2024-01-12T00:00:00Z' } } });

beforeAll(() => {
  const generator = { symbols: ['BTCUSDT'], from: '2024-01-01', seed: 5, timeframe: '1h', bars: 1_100 };
  const configuration = {
    mode: 'eval',
    seed: 3,
    artifacts_dir: join(folder, 'artifacts'),
    logs_dir: join(folder, 'logs'),
    data: { generator, timeframe: '1h' },
    portfolio: { cash: 10_000 },
    strategy: { name: 'momentum', params: { lookback: 12 } },
    fees: { maker_bps: 5, taker_bps: 10 },
    execution: { intrabar_price_model: 'bridge' },
    latency: { base_ms: 20_000, jitter_ms: 10_000, timeout_ms: 60_000 },
    metrics: ['pnl', 'sharpe', 'sortino', 'mdd', 'fees', 'turnover'],
    eval: { folds: 2, seeds: 2 },
  };
  writeFileSync(config, JSON.stringify(configuration));
  mkdirSync(models);
  for (const [name, seed] of [
    ['best_model', 1],
    ['checkpoint_2048', 2],
    ['checkpoint_4096', 3],
    ['final_model', 1],
  ] as const) {
    writeFileSync(join(models, `${name}.zip`), bytesOf(seed));
  }
  writeFileSync(join(models, 'checkpoint_6144.zip'), randomModelBytes({ seed: 4, timeframe: '4h' }));
  writeFileSync(
    join(models, 'learning_curve.csv'),
    'member,step,metric,value\n0,0,eval/sortino,-1\n0,2048,eval/sortino,0.5\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Answer = ModelEvaluation & { readonly run_id: string; readonly artifacts_dir: string };

async function evaluated(options: object = {}, code = 0): Promise<Answer> {
  const terminal = testTerminal();
  const asked = { config, model, profile: PROFILES, json: true, quiet: true, ...options } as const;
  expect(await evaluateModel(asked, terminal)).toBe(code);
  return JSON.parse(terminal.said.out) as Answer;
}

let answer: Answer;
beforeAll(async () => {
  answer = await evaluated();
});

describe('the evaluation of a model', () => {
  test('has every profile, contestant, range and seed', () => {
    expect(answer.model).toMatchObject({ sha256: sha256Of(bytesOf(1)), path: model, timeframe: '1h' });
    expect([answer.sample, answer.seeds, answer.synthetic]).toEqual(['out', [3, 4], true]);
    expect(answer.profiles.map(({ name, why }) => [name, why])).toEqual(PROFILES.map((name) => [name, null]));
    for (const { contestants, folds } of answer.profiles) {
      expect(contestants.map(({ name }) => name)).toEqual(['policy', 'buy-and-hold', 'momentum', 'random']);
      expect(folds.map(({ fold, from }) => [fold, from.slice(0, 10)])).toEqual([
        [1, '2024-01-12'],
        [2, expect.stringMatching(/^2024-01-\d\d$/)],
      ]);
      for (const { by_fold, by_seed } of contestants) {
        expect(by_fold.map(({ fold, seed }) => [seed, fold])).toEqual([
          [3, 1],
          [3, 2],
          [4, 1],
          [4, 2],
        ]);
        expect(by_seed.map(({ seed }) => seed)).toEqual([3, 4]);
      }
    }
  });

  test('lets the random policy trade about as much as the policy, and to another end', () => {
    for (const { contestants } of answer.profiles) {
      const [policy, , , random] = contestants.map(({ by_seed }) => by_seed[0]?.figures);
      expect((random?.turnover ?? 0) / (policy?.turnover ?? 1)).toBeGreaterThan(0.7);
      expect((random?.turnover ?? 0) / (policy?.turnover ?? 1)).toBeLessThan(1.4);
      expect(random?.total_return).not.toBe(policy?.total_return);
    }
  });

  test('runs each seed with luck of its own', () => {
    for (const { contestants } of answer.profiles) {
      const [policy] = contestants;
      const [one, other] = (policy?.by_seed ?? []).map(({ figures }) => figures.total_return);
      expect(one).not.toBe(other);
      expect(policy?.figures.total_return).toBeCloseTo(((one ?? 0) + (other ?? 0)) / 2, 12);
    }
  });

  test('chains the ranges, and adds up what they cost', () => {
    const [policy] = answer.profiles[0]?.contestants ?? [];
    for (const { seed, figures } of policy?.by_seed ?? []) {
      const returns = policy?.by_fold.filter((one) => one.seed === seed).map(({ total_return }) => 1 + total_return);
      const growth = (returns ?? []).reduce((product, one) => product * one, 1) - 1;
      expect(figures.total_return).toBeCloseTo(growth, 6);
      expect(Number(figures.fees)).toBeGreaterThan(0);
    }
  });

  test('compares the model with the distinct checkpoints beside it that are for this market', () => {
    expect(answer.overfitting).toMatchObject({ candidates: 3, reason: '', splits: 12_870 });
    expect(answer.overfitting.probability).toBeGreaterThanOrEqual(0);
    expect(answer.overfitting.probability).toBeLessThanOrEqual(1);
  });

  test('leaves documents, a page, a kept copy of the model, and one try for each profile', () => {
    const files = readdirSync(answer.artifacts_dir);
    expect(files).toEqual(
      expect.arrayContaining(['eval.csv', 'eval.json', 'eval_folds.csv', 'manifest.json', 'report.html']),
    );
    const { run_id: _, artifacts_dir: _path, ...document } = answer;
    expect(JSON.parse(readFileSync(join(answer.artifacts_dir, 'eval.json'), 'utf8'))).toEqual(document);
    const page = readFileSync(join(answer.artifacts_dir, 'report.html'), 'utf8');
    for (const part of ['eval/sortino', 'Lineage', 'random']) expect(page).toContain(part);
    const [, data = ''] = /<script type="application\/json" id="data">([^<]*)</.exec(page) ?? [];
    const { curves } = JSON.parse(data) as { curves: { name: string; times: number[] }[] };
    expect(curves.map(({ name }) => name)).toEqual(['policy', 'buy-and-hold', 'momentum', 'random']);
    // What comes before a range warms up, and is no part of the curve.
    for (const { times } of curves) expect(Math.min(...times)).toBeGreaterThan(Date.parse('2024-01-12'));
    const artifacts = join(folder, 'artifacts');
    expect(existsSync(join(artifacts, 'models', `${answer.model.sha256}.zip`))).toBe(true);
    const [register = ''] = readdirSync(join(artifacts, '.trials'));
    expect(readTrials(artifacts, register.replace('.jsonl', ''))).toHaveLength(2);
    expect(answer.profiles.map(({ trials }) => trials?.count)).toEqual([2, 2]);
  });

  test('is the same again to the byte, and the same tries are not counted twice', async () => {
    const again = await evaluated();
    for (const name of ['eval.json', 'eval.csv', 'eval_folds.csv', 'report.html']) {
      const [a, b] = [answer, again].map(({ artifacts_dir }) => readFileSync(join(artifacts_dir, name), 'utf8'));
      expect(b).toBe(a);
    }
  });

  test('ends with 1 below the bar, and says by what', async () => {
    const low = await evaluated({ profile: ['LIMIT_MID_BPS'], set: ['eval.bar={sortino: 99}', 'eval.seeds=1'] }, 1);
    expect(low.bar).toMatchObject({
      passed: false,
      failures: [{ profile: 'LIMIT_MID_BPS', figure: 'sortino', bar: 99 }],
    });
    const terminal = testTerminal();
    const argv = ['eval', '--config', config, '--profile', 'LIMIT_MID_BPS', '--model', model, '--quiet'];
    expect(await runProgram([...argv, '--set', 'eval.bar={sortino: 99}', 'eval.seeds=1'], terminal)).toBe(1);
    expect(terminal.said.out).toMatch(/below the bar sortino is \S+ under LIMIT_MID_BPS, eval\.bar says 99/);
  });

  test('a profile of other bars says so, and where none can be run the reason is the answer', async () => {
    const { profiles } = await evaluated({ profile: ['MKT_OPEN_NEXT_4H', 'LIMIT_MID_BPS'], set: ['eval.seeds=1'] });
    expect(profiles.map(({ why }) => why === null)).toEqual([false, true]);
    expect(profiles[0]?.why).toContain('was trained on bars of 1h, but those of BTCUSDT are of 4h');
    await expect(evaluated({ profile: ['MKT_OPEN_NEXT_4H'] })).rejects.toThrow('was trained on bars of 1h');
    await expect(evaluated({ model: join(folder, 'none.zip') })).rejects.toThrow('Model not found');
  });
});
