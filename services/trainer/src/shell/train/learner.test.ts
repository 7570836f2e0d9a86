// What a learner is judged by: the market as the costs say, whatever its episodes are like; and beside it, for the reader,
// the same bars where orders fare as badly as in those episodes.

import { expect, test } from '@jest/globals';
import { loadTrainConfig, parseAssignment } from '@tradingbot/config';
import { createSimdBackend } from '../../core/index.ts';
import { openLearningCurve } from './learning-curve.ts';
import { workshopOn } from './learner.ts';
import { planTraining } from './plan-training.ts';
import type { RunFolder } from './run-folder.ts';
import { marketSettingsOf } from './settings-of.ts';

function configured(...set: string[]) {
  const bars = ['data.symbols=[BTCUSDT]', 'data.paths=[data/sample/BTCUSDT_4h.csv]', 'data.timeframe=4h'];
  const little = ['data.cache=false', 'n_steps=64', 'env.n_envs=1', 'policy.hidden=[4]'];
  const overrides = [...bars, ...little, ...set].map((text) => parseAssignment(text, '--set'));
  return loadTrainConfig({ path: 'configs/config_train.yaml', overrides }).config;
}

/** A policy that has not learnt yet: it wants about half of the account in the market, and trades to keep that. */
async function judged(...set: string[]) {
  const { ground } = await planTraining(configured(...set));
  const backend = createSimdBackend(ground.network);
  return workshopOn({ ...ground, backend: 'simd' }, backend)
    .learner({ seed: 1, values: {} })
    .judge();
}

const executed = (keys: string): string => `adversarial={execution: {${keys}}}`;

test('worse execution is judged beside the one that chooses, which it leaves as it is', async () => {
  const plain = await judged();
  expect(plain.stressed).toBe(null);
  for (const keys of ['fee_multiplier: 2', 'slippage_multiplier: 3']) {
    const { stressed, ...rest } = await judged(executed(keys));
    expect({ ...rest, stressed: null }).toEqual(plain);
    expect(stressed?.['pnl']).toBeLessThan(plain.figures['pnl'] as number);
  }
  for (const keys of ['latency_bars: 1', 'drop_probability: 0.5']) {
    const { stressed, ...rest } = await judged(executed(keys));
    expect({ ...rest, stressed: null }).toEqual(plain);
    expect(stressed?.['pnl']).not.toBe(plain.figures['pnl']);
  }
});

test('an adversary that leaves execution as it is, or is off, has nothing to judge beside', async () => {
  expect((await judged('adversarial={}')).stressed).toBe(null);
  expect((await judged('adversarial={enabled: false, execution: {fee_multiplier: 2}}')).stressed).toBe(null);
});

test('episodes that are learnt from have it', () => {
  const keys = 'fee_multiplier: 2, slippage_multiplier: 3, latency_bars: 4, drop_probability: 0.1';
  const stress = { feeMultiplier: 2, slippageMultiplier: 3, latencyBars: 4, dropProbability: 0.1 };
  expect(marketSettingsOf(configured(executed(keys)), 8).stress).toEqual(stress);
});

test('the learning curve has both', () => {
  let written = '';
  const nothing = (): void => undefined;
  const text = (_: string, whole: string): void => void (written = whole);
  const folder: RunFolder = { runId: '', path: 'nowhere', model: nothing, json: nothing, text };
  openLearningCurve(folder, 0).add(2, 512, { figures: { pnl: 3, sharpe: null }, stressed: { pnl: -1, sharpe: null } });
  expect(written).toBe('member,step,metric,value\n2,512,pnl,3\n2,512,stressed_pnl,-1\n');
});
