// A policy is trained in the market that it trades: in the environment and in the engine it sees the same, decides the
// same, and its account is worth the same after every bar.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { observationPlan, observeSeries } from '@tradingbot/features';
import { createDecider, type PolicyModel } from '@tradingbot/policy';
import { loadStrategies } from '@tradingbot/strategy/load';
import { randomModel, randomModelBytes } from '@tradingbot/testing';
import { accountTail, marketEnvironment, stepResultFor, type Market } from '@tradingbot/trainer';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { marketOf, playEngine, settingsOf } from './play-market.ts';
import { randomMarket, type RandomMarket } from './random-market.ts';

const MARKETS = 30;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'environment-policy-'));
});
afterAll(() => rm(folder, { recursive: true }));

test(`on ${MARKETS} random markets a policy's account is worth the same in training and in a backtest`, async () => {
  let fills = 0;
  for (let seed = 1; seed <= MARKETS; seed++) {
    const choice = { seed, assetClass: 'crypto_spot' as const };
    const scenario = longer(randomMarket(seed));
    const path = join(folder, `${seed}.zip`);
    await writeFile(path, randomModelBytes(choice));
    const params = { model: path, min_change: 0 };
    const [policy] = await loadStrategies([{ name: 'policy', params, keys: ['strategy'] }], (keys) => keys.join('.'));
    if (policy === undefined) throw new Error('a policy was loaded');
    const engine = await playEngine(scenario, policy);
    fills += engine.fills;
    expect({ seed, worths: playPolicy(scenario, randomModel(choice)) }).toEqual({ seed, worths: engine.equity });
  }
  expect(fills).toBeGreaterThan(MARKETS * 10);
}, 60_000);

/** Bars enough for the features to be there and something to happen then. */
const longer = (scenario: RandomMarket): RandomMarket => {
  const length = scenario.rows.length;
  const last = scenario.rows.at(-1)?.at ?? 0;
  const again = scenario.rows.map((row) => ({ ...row, at: row.at + last + 1 }));
  return length > 60
    ? scenario
    : { ...scenario, rows: [...scenario.rows, ...again, ...again.map((row) => ({ ...row, at: row.at + last + 1 }))] };
};

/** The account at the close of each bar; before the features are there it holds its cash. */
function playPolicy(scenario: RandomMarket, model: PolicyModel): number[] {
  const { market, from } = observedMarket(scenario, model);
  const environment = marketEnvironment([market], settingsOf(scenario), 1);
  const result = stepResultFor(environment);
  environment.reset(1, result.observations);
  const { decide } = createDecider(model);
  const cash = scenario.cash / 10 ** scenario.terms.moneyScale;
  const worths = Array<number>(from + 1).fill(cash);
  while (worths.length < scenario.rows.length) {
    environment.step(Float32Array.of(2 * decide(result.observations) - 1), result);
    worths.push(environment.worths[0] as number);
  }
  return worths;
}

function observedMarket(scenario: RandomMarket, model: PolicyModel): { market: Market; from: number } {
  const plan = observationPlan({
    columns: [],
    timeframe: model.data.timeframe,
    assetClass: 'crypto_spot',
    instruments: [],
    include: model.data.features.names,
  });
  const market = marketOf(scenario);
  const unit = 10 ** scenario.terms.instrument.priceScale;
  const inCurrency = (prices: Float64Array): Float64Array => prices.map((price) => price / unit);
  const features = observeSeries(plan, {
    open: inCurrency(market.open),
    high: inCurrency(market.high),
    low: inCurrency(market.low),
    close: inCurrency(market.close),
    volume: new Float64Array(market.close.length).fill(1),
  });
  const from = plan.warmup - 1;
  const range = { from, to: market.close.length };
  return { market: { ...market, features, width: plan.marketCount, tail: accountTail(plan), range }, from };
}
