// SYSTEM §1, rows 19 and 22: what a training tells TensorBoard, read by a strict reader of the format.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadTrainConfig, parseAssignment } from '@tradingbot/config';
import { readEvents, type ReadEvent } from '../../../testing/read-events.ts';
import { runTraining } from './run-training.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'told-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const LITTLE = [
  ...['data.paths=[data/sample/BTCUSDT_4h.csv]', 'data.symbols=[BTCUSDT]', 'data.timeframe=4h', 'data.cache=false'],
  ...['total_timesteps=256', 'n_steps=32', 'batch_size=32', 'env.n_envs=2', 'env.episode_bars=24'],
  ...['policy.hidden=[4]', 'eval_freq=128', 'eval.metric=pnl', 'checkpoint_freq=0', 'backend=simd'],
];
const ROLLOUTS = [64, 128, 192, 256];

/** What the file of a short training holds. */
async function told(...set: string[]): Promise<readonly ReadEvent[]> {
  const folders = [`artifacts_dir=${join(folder, 'artifacts')}`, `logs_dir=${join(folder, 'logs')}`];
  const overrides = [...folders, ...LITTLE, ...set].map((text) => parseAssignment(text, '--set'));
  const nothing = (): void => undefined;
  const { tensorboard_dir: tensorboard } = await runTraining({
    config: loadTrainConfig({ path: 'configs/config_train.yaml', overrides }).config,
    threads: 1,
    say: nothing,
    onProgress: nothing,
    onJudged: nothing,
    signal: new AbortController().signal,
  });
  const [file = '', ...others] = readdirSync(tensorboard);
  expect(others).toEqual([]);
  return readEvents(readFileSync(join(tensorboard, file)));
}

const stepsOf = (events: readonly ReadEvent[], tag: string): readonly number[] =>
  events.filter(({ scalars }) => Number.isFinite(scalars[tag])).map(({ step }) => step);

test('row 19: event files are of the standard format, and rise with the steps', async () => {
  const events = await told();
  expect(events[0]).toMatchObject({ version: 'brain.Event:2', step: 0 });
  expect(events.map(({ step }) => step)).toEqual([0, 64, 128, 128, 192, 256, 256]);
});

test('row 22: policy loss, value loss, entropy, KL and what episodes earn are written after each rollout', async () => {
  const events = await told();
  for (const tag of [
    'train/policy_gradient_loss',
    'train/value_loss',
    'train/entropy_loss',
    'train/approx_kl',
    'rollout/ep_rew_mean',
  ]) {
    expect({ tag, steps: stepsOf(events, tag) }).toEqual({ tag, steps: ROLLOUTS });
  }
  expect(Math.max(...events.flatMap(({ scalars }) => scalars['train/approx_kl'] ?? []))).toBeLessThan(0.1);
});

test('what worse execution makes of a policy is written only where it is worse', async () => {
  const judged = [128, 256];
  const plain = await told('adversarial={warmup_updates: 0}');
  expect([stepsOf(plain, 'eval/pnl'), stepsOf(plain, 'eval/stressed_pnl')]).toEqual([judged, []]);
  const worse = await told('adversarial={warmup_updates: 0, execution: {fee_multiplier: 2}}');
  expect([stepsOf(worse, 'eval/pnl'), stepsOf(worse, 'eval/stressed_pnl')]).toEqual([judged, judged]);
});
