// The figures that a policy is judged by are those of its account: bought once and held, they are those of the price.

import { expect, test } from '@jest/globals';
import { loadTrainConfig, parseAssignment } from '@tradingbot/config';
import { layoutOf } from '@tradingbot/policy';
import { createSimdBackend } from '../../core/index.ts';
import { judgePolicy } from './judge-policy.ts';
import { planTraining } from './plan-training.ts';
import { marketSettingsOf } from './settings-of.ts';
import { moneyScaleOf, validationEnvironment } from './training-ground.ts';

/** Judges a policy whose action is always `action`, on bars without costs. */
async function judged(action: number) {
  const set = ['fees.taker_bps=0', 'slippage.default_spread_bps=0', 'execution_params.slippage_bps=0'];
  const more = ['data.symbols=[BTCUSDT]', 'data.paths=[data/sample/BTCUSDT_4h.csv]', 'data.timeframe=4h'];
  const overrides = [...set, ...more, 'data.cache=false'].map((text) => parseAssignment(text, '--set'));
  const { config } = loadTrainConfig({ path: 'configs/config_train.yaml', overrides });
  const { ground } = await planTraining(config);
  const backend = createSimdBackend(ground.network);
  const parameters = new Float32Array(layoutOf(ground.network).size);
  const bias = layoutOf(ground.network).tensors.find(({ name }) => name === 'action_net.bias');
  parameters[bias?.offset ?? 0] = action;
  backend.setParameters(parameters);
  const all = { ...ground, backend: backend.name };
  const moneyScale = moneyScaleOf(all);
  const cash = marketSettingsOf(config, moneyScale).cash / 10 ** moneyScale;
  const environment = validationEnvironment(all);
  const [market] = ground.markets;
  if (market === undefined) throw new Error('there is a market');
  const closeTimes = [market.closeTime];
  const { daysPerYear } = ground;
  return { judgement: judgePolicy({ backend, environment, closeTimes, cash, daysPerYear }, null), market };
}

test('what holds nothing gains nothing, and has no ratio', async () => {
  const { judgement } = await judged(-1);
  expect(judgement.figures).toMatchObject({ pnl: 0, total_return: 0, sharpe: null, sortino: null, max_drawdown: 0 });
});

test('what holds all it can gains what the price does from the first open on', async () => {
  const { judgement, market } = await judged(1);
  const { from, to } = market.ranges.validation;
  const gain = (market.close[to - 1] as number) / (market.open[from + 1] as number) - 1;
  expect(judgement.figures['total_return']).toBeCloseTo(gain, 2);
  expect(Math.abs(judgement.dailyReturns.length - (to - from) / 6)).toBeLessThan(2);
  expect(judgement.meanLength).toBe(to - from - 1);
});
