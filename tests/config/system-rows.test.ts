// SYSTEM §1, rows 9 to 14: what a configuration of a simulation switches on, and what is refused before it runs.
// Rows 7, 8 and 23 are commands, and are tested as such.

import { afterAll, describe, expect, test } from '@jest/globals';
import { runBacktest } from '@tradingbot/backtester/run';
import { loadConfig, overrideOf, strategySpecs, type RunConfig } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { loadStrategies } from '@tradingbot/strategy/load';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'rows-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SIM = 'configs/config_sim.yaml';
const STOCKS = 'configs/config_backtest_stocks.yaml';
const FEW_WEEKS = { 'data.to': '2024-02-01' };

function configured(path: string, keys: Readonly<Record<string, unknown>> = {}): RunConfig {
  const all = { artifacts_dir: join(folder, 'artifacts'), logs_dir: join(folder, 'logs'), ...keys };
  const overrides = Object.entries(all).map(([key, value]) => overrideOf(key.split('.'), value, `--set ${key}`));
  return loadConfig({ path, overrides }).config;
}

async function fillsOf(keys: Readonly<Record<string, unknown>>): Promise<string> {
  const config = configured(SIM, { ...FEW_WEEKS, ...keys });
  const strategies = await loadStrategies(strategySpecs(config), (path) => path.join('.'));
  const { signal } = new AbortController();
  const result = await runBacktest({ config, strategies, journal: false, onProgress: () => undefined, signal });
  expect(result.fills).toBeGreaterThan(3);
  return JSON.stringify([result.decision_digest, result.final_equity]);
}

/** The sentence with which a run is refused; it leaves nothing behind. */
async function refusal(path: string, keys: Readonly<Record<string, unknown>>): Promise<string> {
  try {
    const config = configured(path, keys);
    const strategies = await loadStrategies(strategySpecs(config), (at) => at.join('.'));
    const { signal } = new AbortController();
    await runBacktest({ config, strategies, journal: false, onProgress: () => undefined, signal });
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'accepted';
}

test('row 9: mode sim, execution.mode bar and execution.enabled are stated, and nothing else is taken for them', async () => {
  expect(configured(SIM)).toMatchObject({ mode: 'sim', execution: { mode: 'bar', enabled: true } });
  expect(await refusal(SIM, { 'execution.enabled': false })).toBe(
    '--set execution.enabled: execution.enabled is false, expected true: a run without execution has no trades',
  );
  expect(await refusal(SIM, { 'execution.mode': 'order' })).toBe(
    '--set execution.mode: execution.mode is "order", expected bar: bars are what the market is made of',
  );
});

test('row 10: seasonality and latency change the fills, each by itself', async () => {
  expect(configured(SIM)).toMatchObject({
    use_seasonality: true,
    latency: { use_seasonality: true, base_ms: 250 },
    tables: { seasonality: { liquidity: { length: 168 }, spread: { length: 168 }, latency: { length: 168 } } },
  });
  const runs = [
    await fillsOf({}),
    await fillsOf({ use_seasonality: false }),
    await fillsOf({ 'latency.base_ms': 60_000, 'latency.timeout_ms': 120_000, 'latency.max_ms': 300_000 }),
    await fillsOf({
      'latency.base_ms': 60_000,
      'latency.timeout_ms': 120_000,
      'latency.max_ms': 300_000,
      'latency.use_seasonality': false,
    }),
  ];
  expect(new Set(runs).size).toBe(4);
});

describe('row 11: data', () => {
  test('that is not there is refused', async () => {
    expect(await refusal(SIM, { 'data.paths': ['data/sample/BTCUSDT_1h.parqet'] })).toMatch(
      /BTCUSDT_1h\.parqet: there is no such file \(did you mean data\/sample\/BTCUSDT_1h\.parquet\?\)/,
    );
  });

  test('that is corrupt is refused', async () => {
    const broken = join(folder, 'broken.csv');
    writeFileSync(broken, 'ts_ms,symbol,open,high,low,close,volume\n1704067200000,BTCUSDT,5,4,6,5,1\n');
    expect(await refusal(SIM, { 'data.paths': [broken], 'data.symbols': ['BTCUSDT'] })).toMatch(/broken\.csv/);
  });
});

test('row 12: an end that is not after the start is refused, and so are dates of another form', async () => {
  expect(await refusal(SIM, { 'data.from': '2024-03-01', 'data.to': '2024-03-01' })).toBe(
    '--set data.to: data.to is "2024-03-01", expected a time after data.from',
  );
  expect(await refusal(SIM, { 'data.train_start_ts': 1_499_990_400 })).toBe(
    '--set data.train_start_ts: data.train_start_ts is not used: dates are written out (write data.from, such as 2024-01-01)',
  );
});

test('row 13: a symbol that the data does not hold is refused', async () => {
  expect(await refusal(SIM, { 'data.symbols': ['BTCUSDT', 'SOLUSDT'] })).toMatch(/SOLUSDT/);
});

test('row 14: fees of another venue are refused, or a warning', async () => {
  expect(await refusal(SIM, { 'fees.regulatory': {} })).toMatch(/^fees\.regulatory: SEC and TAF fees/);
  expect(await refusal(STOCKS, { 'fees.use_bnb_discount': true })).toMatch(
    /^fees\.use_bnb_discount: is of a crypto venue/,
  );
  expect(await refusal(STOCKS, { 'data.to': '2023-03-01' })).toBe('accepted');
});
