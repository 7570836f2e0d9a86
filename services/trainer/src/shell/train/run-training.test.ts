// What a training refuses before it writes anything: one sentence each, with the key to change.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadTrainConfig, parseAssignment, type TrainConfig } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { planTraining } from './plan-training.ts';
import { runTraining } from './run-training.ts';

function configured(folder: string, ...set: string[]): TrainConfig {
  const folders = [`artifacts_dir=${join(folder, 'artifacts')}`, `logs_dir=${join(folder, 'logs')}`];
  // The coarser sample: less to read.
  const bars = ['data.paths=[data/sample/BTCUSDT_4h.csv,data/sample/ETHUSDT_4h.csv]', 'data.timeframe=4h'];
  const overrides = [...folders, ...bars, 'data.cache=false', ...set].map((text) => parseAssignment(text, '--set'));
  return loadTrainConfig({ path: 'configs/config_train.yaml', overrides }).config;
}

async function refusal(set: readonly string[], resume?: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'refused-'));
  try {
    await runTraining({
      config: configured(folder, ...set),
      ...(resume === undefined ? {} : { resume }),
      threads: 1,
      say: () => undefined,
      onProgress: () => undefined,
      onJudged: () => undefined,
      signal: new AbortController().signal,
    });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect([existsSync(join(folder, 'artifacts')), existsSync(join(folder, 'logs'))]).toEqual([false, false]);
    return error.message.replaceAll(folder, '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return 'accepted';
}

describe('A training is refused in one sentence with', () => {
  test.each([
    ['batch_size=1000', /is 1000, but a rollout has 8192 steps/],
    ['split.validation=0', /^split: leaves no bar of BTCUSDT for validation/],
    ['split.purge=100000', /^split: training has 0 bars left/],
    ['data.to=2024-01-03', /^features: take \d+ bars of BTCUSDT to begin, and there are 12/],
    ['features.include=[rsi]', /"rsi" is no feature/],
    ['data.paths=[data/sample/BTCUSDT_1h.parqet]', /did you mean data\/sample\/BTCUSDT_1h\.parquet/],
  ])('%s', async (set, sentence) => {
    expect(await refusal([set])).toMatch(sentence);
  });

  test.each([
    ['latest', /^--resume: no run under \/artifacts has left a checkpoint of this configuration/],
    ['configs/config_train.yaml', /config_train\.yaml/],
  ])('--resume %s', async (resume, sentence) => {
    expect(await refusal([], resume)).toMatch(sentence);
  });

  test('row 57: a checkpoint that is not there', async () => {
    expect(await refusal([], 'nowhere.zip')).toMatch(/^Model not found: nowhere\.zip \([^\n]+\)$/);
  });
});

describe('row 56: a memory that does not fit is told with the key to lower:', () => {
  const few = ['n_steps=64', 'env.n_envs=1', 'batch_size=64'];
  test.each([
    ['model.params.n_steps or env.n_envs', []],
    ['model.params.batch_size', ['n_steps=128', 'batch_size=512', 'features.include=[ret_bar]']],
    ['policy.hidden', [...few, 'policy.hidden=[1024,1024]']],
    ['data.from', few],
  ])('%s', async (key, set) => {
    const sentence = await refusal(['max_memory_mb=20', ...set]);
    expect(sentence).toMatch(
      /^max_memory_mb: the run would need about \d+ MiB, more than 20 MiB, most of it for [^\n(]+ \(lower /,
    );
    expect(sentence.endsWith(`(lower ${key}, or raise max_memory_mb)`)).toBe(true);
  });
});

describe('A plan', () => {
  test('cuts the bars of every instrument at the same instants, in time order, with gaps between', async () => {
    const { ground, trainedUntil } = await planTraining(configured(''));
    expect(ground.markets.map(({ symbol }) => symbol)).toEqual(['BTCUSDT', 'ETHUSDT']);
    for (const { ranges, close, closeTime } of ground.markets) {
      const { train, validation, test: last } = ranges;
      expect(train.from).toBeGreaterThanOrEqual(ground.plan.warmup - 1);
      expect(validation.from - train.to).toBe(48);
      expect(last.from - validation.to).toBe(48);
      expect(last.to).toBe(close.length);
      expect((last.to - last.from) / close.length).toBeCloseTo(0.15, 1);
      expect(closeTime[validation.to - 1]).toBe(trainedUntil);
    }
  });

  test('shares its bars and features between threads', async () => {
    const { ground } = await planTraining(configured(''));
    for (const { open, close, features, closeTime } of ground.markets) {
      for (const { buffer } of [open, close, features, closeTime]) expect(buffer).toBeInstanceOf(SharedArrayBuffer);
    }
  });

  test('has another configuration when any key is another, but for how long it goes on', async () => {
    const hashOf = async (...set: string[]) => (await planTraining(configured('', ...set))).hashes.configuration;
    const plain = await hashOf();
    expect(await hashOf('total_timesteps=5', 'artifacts_dir=elsewhere', 'checkpoint_freq=7')).toBe(plain);
    for (const set of ['gamma=0.9', 'seed=1', 'fees.taker_bps=11', 'split.embargo=3', 'features.exclude=[rsi14]']) {
      expect(await hashOf(set)).not.toBe(plain);
    }
  });
});
