// An evaluation is a backtest for each profile, on the same bars and with the same luck.

import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testTerminal } from '../../testing/test-terminal.ts';
import type { EvalOptions } from './eval-options.ts';
import { evaluate } from './evaluate.ts';
import { PROFILES } from './profiles.ts';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'tradingbot-eval-'));
const config = join(folder, 'config.yaml');

beforeAll(() => {
  const generator = { symbols: ['BTCUSDT'], from: '2024-01-01', seed: 5, start_prices: { BTCUSDT: 100 } };
  const configuration = {
    seed: 3,
    artifacts_dir: join(folder, 'artifacts'),
    logs_dir: join(folder, 'logs'),
    data: { generator: { ...generator, timeframe: '15m', bars: 2_000 } },
    portfolio: { cash: 10_000 },
    strategy: { name: 'ema-cross', params: { fast: 3, slow: 8, weight: 0.5 } },
    fees: { maker_bps: 5, taker_bps: 10 },
    execution_params: { slippage_bps: 2, limit_offset_bps: 1 },
  };
  writeFileSync(config, JSON.stringify(configuration));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Row {
  readonly name: string;
  readonly metrics: Readonly<Record<string, unknown>> | null;
  readonly why: string | null;
}

async function evaluated(options: EvalOptions): Promise<{ rows: readonly Row[]; path: string }> {
  const terminal = testTerminal();
  expect(await evaluate({ config, json: true, quiet: true, ...options }, terminal)).toBe(0);
  const { profiles, artifacts_dir: path } = JSON.parse(terminal.said.out) as { profiles: Row[]; artifacts_dir: string };
  return { rows: profiles, path };
}

const fileOf = (path: string, ...name: readonly string[]): string => readFileSync(join(path, ...name), 'utf8');

test('five profiles give five different lists of trades, and a benchmark', async () => {
  const { rows, path } = await evaluated({ allProfiles: true });
  expect(rows.map(({ name, why }) => [name, why])).toEqual([...PROFILES, 'BUY_AND_HOLD'].map((name) => [name, null]));
  const trades = PROFILES.map((profile) => fileOf(path, profile, 'trades.csv'));
  expect(new Set(trades).size).toBe(5);
  for (const list of trades) expect(list.split('\n').length).toBeGreaterThan(5);
  expect(fileOf(path, 'trades_LIMIT_MID_BPS.csv')).toBe(fileOf(path, 'LIMIT_MID_BPS', 'trades.csv'));
  const page = fileOf(path, 'report.html');
  expect(page).toMatch(/^<!doctype html>/i);
  // All of them are drawn, the benchmark too.
  for (const { name } of rows) expect(page).toMatch(new RegExp(`class="swatch kind-\\d"></i>${name}<`));
  const saved = JSON.parse(fileOf(path, 'eval.json')) as Record<string, unknown>;
  expect(saved).toEqual(Object.fromEntries(rows.map(({ name, metrics }) => [name, metrics])));
});

test('the page says on what market, and names its columns in words', async () => {
  const { path } = await evaluated({ profile: ['LIMIT_MID_BPS'], set: ['metrics=[pnl, mdd, sharpe]'] });
  const page = fileOf(path, 'report.html');
  expect(page).toContain('BTCUSDT, 2\u202f000 bars from 2024-01-01 to 2024-01-21');
  for (const title of ['P&amp;L', 'max drawdown', 'Sharpe']) expect(page).toMatch(new RegExp(`>\\s*${title}\\s*<`));
});

test('one that is stopped leaves no trials of its own', async () => {
  const artifacts = join(folder, 'stopped');
  const options = {
    config,
    quiet: true as const,
    set: [`artifacts_dir=${artifacts}`],
    profile: ['LIMIT_MID_BPS', 'MKT_OPEN_NEXT_H1'],
  };
  const terminal = testTerminal();
  const stoppedAfterOne = Object.create(terminal, {
    signal: {
      get() {
        const drafts = readdirSync(artifacts, { recursive: true }).map(String);
        if (drafts.some((path) => path.endsWith('trades_LIMIT_MID_BPS.csv'))) terminal.interrupt();
        return terminal.signal;
      },
    },
  }) as typeof terminal;
  await expect(evaluate(options, stoppedAfterOne)).rejects.toThrow('interrupted');
  expect(readdirSync(artifacts)).toEqual([]);
  await evaluate(options, testTerminal());
  expect(readdirSync(artifacts)).toContain('.trials');
});

test('the same again is the same to the byte', async () => {
  const [once, again] = [await evaluated({ allProfiles: true }), await evaluated({ allProfiles: true })];
  for (const name of ['eval.json', 'eval.csv']) expect(fileOf(again.path, name)).toBe(fileOf(once.path, name));
  for (const profile of PROFILES) {
    const files = ['metrics.json', 'trades.csv', 'fills.csv', 'equity_curve.csv'];
    expect(readdirSync(join(once.path, profile))).toEqual(expect.arrayContaining(files));
    for (const name of files) expect(fileOf(again.path, profile, name)).toBe(fileOf(once.path, profile, name));
  }
});

test('a profile that needs finer bars says so in its row, and the others are run', async () => {
  const set = ['data.generator.timeframe=4h', 'data.generator.bars=500'];
  const { rows, path } = await evaluated({ allProfiles: true, set });
  const missing = rows.filter(({ metrics }) => metrics === null);
  expect(missing.map(({ name }) => name)).toEqual(['MKT_OPEN_NEXT_H1', 'VWAP_CURRENT_H1']);
  for (const { why } of missing) expect(why).toMatch(/1h|H1/);
  expect(JSON.parse(fileOf(path, 'eval.json'))).toMatchObject({ MKT_OPEN_NEXT_H1: { why: missing[0]?.why } });
});

test('what is said of the strategy is not said of the benchmark', async () => {
  const set = ['strategy={name: momentum, params: {lookback: 5}}', 'strategy.params.lookback=9'];
  const { rows } = await evaluated({ profile: ['LIMIT_MID_BPS'], set });
  expect(rows.map(({ name, why }) => [name, why])).toEqual([
    ['LIMIT_MID_BPS', null],
    ['BUY_AND_HOLD', null],
  ]);
});

test('some profiles are run alone, and a wrong name is refused', async () => {
  const { rows } = await evaluated({ profile: ['LIMIT_MID_BPS'] });
  expect(rows.map(({ name }) => name)).toEqual(['LIMIT_MID_BPS', 'BUY_AND_HOLD']);
  const wrong = evaluate({ config, profile: ['LIMIT_MID_BP'] }, testTerminal());
  await expect(wrong).rejects.toThrow('did you mean LIMIT_MID_BPS?');
  await expect(evaluate({ config }, testTerminal())).rejects.toThrow('no profile is named');
});
