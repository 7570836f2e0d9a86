// The figures that a policy is judged by are those of its account: bought once and held, they are those of the price.

import { expect, test } from '@jest/globals';
import { loadTrainConfig, parseAssignment } from '@tradingbot/config';
import { layoutOf } from '@tradingbot/policy';
import { createSimdBackend, type MarketEnvironment } from '../../core/index.ts';
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

/** Two accounts that step through worths of their own; what comes after an end is another episode. */
function scripted(worths: readonly (readonly number[])[]): MarketEnvironment {
  const steps = worths.map(() => 0);
  const reports = {
    worths: new Float64Array(2),
    turnovers: new Float64Array(2),
    rows: new Int32Array(2),
    markets: new Int32Array(2),
  };
  return {
    ...reports,
    name: 'scripted',
    count: worths.length,
    observations: 1,
    actionSpace: { kind: 'discrete', choices: 2 },
    reset: () => steps.fill(0),
    step(_actions, result) {
      worths.forEach((own, i) => {
        const step = steps[i] as number;
        reports.worths[i] = own[step] as number;
        reports.rows[i] = step;
        result.truncated[i] = step === own.length - 1 ? 1 : 0;
        result.episodeReturns[i] = i + 1;
        result.episodeLengths[i] = own.length;
        steps[i] = (step + 1) % own.length;
      });
    },
    save: () => null,
    load: () => undefined,
  };
}

test('accounts of several markets are one, and each is counted to its own end', () => {
  const backend = createSimdBackend({
    observations: 1,
    hidden: [2],
    activation: 'tanh',
    head: { kind: 'categorical', choices: 2 },
    critic: { kind: 'mean' },
  });
  const environment = scripted([
    [110, 130],
    [100, 90, 80, 70],
  ]);
  const days = Float64Array.of(1, 2, 3, 4).map((day) => day * 86_400_000_000);
  const judgement = judgePolicy({ backend, environment, closeTimes: [days, days], cash: 100, daysPerYear: 365 }, null);
  expect(judgement.figures).toMatchObject({ pnl: 0, mean_reward: 1.5 });
  const equity = [200, 210, 220, 210, 200];
  expect(judgement.dailyReturns.map((one, day) => (equity[day] as number) * (1 + one))).toEqual(
    equity.slice(1).map((one) => expect.closeTo(one, 9)),
  );
  expect(judgement.meanLength).toBe(3);
});

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
