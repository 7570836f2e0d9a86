// Every configuration that comes with the platform runs on the bundled sample, and trades.

import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { runBacktest } from '@tradingbot/backtester/run';
import { loadConfig, overrideOf, strategySpecs } from '@tradingbot/config';
import { loadStrategies } from '@tradingbot/strategy/load';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CONFIGS = join(import.meta.dirname, '..', '..', 'configs');
const EXAMPLES = readdirSync(join(CONFIGS, 'examples')).map((name) => `examples/${name}`);
const SHIPPED = ['bench_w1.yaml', 'config_sim.yaml', 'config_backtest_stocks.yaml', 'config_eval.yaml'];

/** The first months of a configuration's data. */
async function run(name: string) {
  const keys = { artifacts_dir: join(folder, 'artifacts'), logs_dir: join(folder, 'logs') };
  const overrides = Object.entries(keys).map(([key, value]) => overrideOf([key], value, 'the test'));
  const to = name.includes('stocks') ? '2023-07-01' : '2024-04-15';
  overrides.push(overrideOf(['data', 'to'], to, 'the test'));
  const { config, placeOf } = loadConfig({ path: join(CONFIGS, name), overrides });
  const strategies = await loadStrategies(strategySpecs(config), placeOf);
  const { signal } = new AbortController();
  const result = await runBacktest({ config, strategies, journal: true, onProgress: () => undefined, signal });
  return { result, journal: readFileSync(join(result.artifacts_dir, 'journal.jsonl'), 'utf8') };
}

/** What each example is there to show, in its events. */
const SHOWS: Readonly<Record<string, RegExp>> = {
  'examples/bracket.yaml': /"ONE_CANCELS_OTHER"/,
  'examples/costs.yaml': /"type":"order.filled"/,
  'examples/filters-file.yaml': /"lot":"0.0001","maxQty":"9000"/,
  'examples/large-orders.yaml': /"unsent":"[1-9]/,
  'examples/latency.yaml': /"type":"order.filled"/,
  'examples/limit-orders.yaml': /"liquidity":"maker"/,
  'examples/no-trade-windows.yaml': /"NO_TRADE_WINDOW"|no-trade/i,
  'examples/received-fees.yaml': /"feeAsset":"BTC"/,
  'examples/several-strategies.yaml': /"strategy":"trend"/,
  'examples/vwap.yaml': /"unsent":"[0-9.]*[1-9]/,
  'examples/walk-forward.yaml': /"type":"order.filled"/,
};

test('every example says what it shows', () => {
  expect(Object.keys(SHOWS).toSorted()).toEqual(EXAMPLES.toSorted());
});

describe('A configuration runs on the sample:', () => {
  test.each([...SHIPPED, ...EXAMPLES])('%s', async (name) => {
    const { result, journal } = await run(name);
    expect(result.trades).toBeGreaterThan(0);
    expect(SHOWS[name]?.test(journal)).not.toBe(false);
  });
});

test('every example says above its keys what it is and how it is run', () => {
  for (const name of EXAMPLES) {
    const text = readFileSync(join(CONFIGS, name), 'utf8');
    expect(text).toMatch(/^# [A-Z]/);
    expect(text).toContain(`npx tradingbot backtest --config configs/${name}`);
  }
});
