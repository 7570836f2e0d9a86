// A trained policy in a run: the same again, byte for byte; replayed by the model it was recorded with, and by no other.

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { replayJournal } from '@tradingbot/backtester/journal';
import { runBacktest, type BacktestResult } from '@tradingbot/backtester/run';
import { loadConfig, overrideOf, strategySpecs } from '@tradingbot/config';
import { inMemoryLog } from '@tradingbot/event-log/in-memory';
import { loadStrategies, sha256Of } from '@tradingbot/strategy/load';
import { randomModelBytes, type RandomModelChoice } from '@tradingbot/testing';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordOf } from '../../testing/recorded-run.ts';
import { testTerminal } from '../../testing/test-terminal.ts';
import { runProgram } from '../program.ts';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'tradingbot-policy-run-'));
const path = join(folder, 'config.yaml');
const model = join(folder, 'best_model.zip');
const artifacts = join(folder, 'artifacts');

const written = (choice: RandomModelChoice = {}): string => {
  const bytes = randomModelBytes(choice);
  writeFileSync(model, bytes);
  return sha256Of(bytes);
};

beforeAll(() => {
  const generator = { symbols: ['BTCUSDT', 'ETHUSDT'], from: '2024-01-01', seed: 5, timeframe: '1h', bars: 600 };
  const configuration = {
    seed: 3,
    artifacts_dir: artifacts,
    logs_dir: join(folder, 'logs'),
    data: { generator },
    portfolio: { cash: 10_000 },
    strategy: { name: 'policy', model },
    fees: { maker_bps: 5, taker_bps: 10 },
  };
  writeFileSync(path, JSON.stringify(configuration));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ran(params: object = {}): Promise<BacktestResult> {
  const overrides = [overrideOf(['strategy', 'params'], params, 'the test')];
  const { config, placeOf } = loadConfig({ path, overrides });
  const strategies = await loadStrategies(strategySpecs(config), placeOf);
  const { signal } = new AbortController();
  return runBacktest({ config, strategies, journal: true, onProgress: () => undefined, signal });
}

const fileOf = ({ artifacts_dir }: BacktestResult, name: string): string =>
  readFileSync(join(artifacts_dir, name), 'utf8');

async function replayed(run: BacktestResult, codeHashes?: readonly string[]) {
  const log = inMemoryLog();
  await log.createJournal(run.run_id, undefined);
  const writer = await log.openWriter(run.run_id);
  await writer.append(fileOf(run, 'journal.jsonl').trimEnd().split('\n').map(recordOf));
  await writer.close();
  const { config, placeOf } = loadConfig({ path });
  const options = { artifactsDir: artifacts, ...(codeHashes === undefined ? {} : { codeHashes }) };
  const strategies = await loadStrategies(strategySpecs(config), placeOf, options);
  return replayJournal(log, run.run_id, { strategies });
}

describe('a run of a policy', () => {
  test('is the same again to the byte, and names its model', async () => {
    const sha256 = written();
    const [once, again] = [await ran(), await ran()];
    expect(once.fills).toBeGreaterThan(50);
    for (const name of ['metrics.json', 'trades.csv', 'fills.csv', 'equity_curve.csv']) {
      expect(fileOf(again, name)).toBe(fileOf(once, name));
    }
    const manifest = JSON.parse(fileOf(once, 'manifest.json'));
    expect(manifest.strategies).toEqual([
      { name: 'policy', use: 'policy', params: { model, min_change: 0.001 }, model_sha256: sha256 },
    ]);
    expect(existsSync(join(artifacts, 'models', `${sha256}.zip`))).toBe(true);
    expect(readFileSync(join(artifacts, 'models', `${sha256}.zip`))).toEqual(readFileSync(model));
  });

  test('is another run with another model, under the same name', async () => {
    written({ seed: 1 });
    const once = await ran();
    written({ seed: 2 });
    const other = await ran();
    expect(other.decision_digest).not.toBe(once.decision_digest);
    const [a, b] = [once, other].map((run) => JSON.parse(fileOf(run, 'manifest.json')));
    expect([a.code_hash === b.code_hash, a.configuration_hash === b.configuration_hash]).toEqual([false, true]);
  });

  test('replays identically by the model that it was recorded with, and a swapped one is noticed', async () => {
    const sha256 = written({ seed: 1 });
    const run = await ran();
    expect((await replayed(run)).verdict).toBe('identical');
    written({ seed: 2 });
    const verdict = await replayed(run);
    expect([verdict.verdict, verdict.first_difference?.core]).toEqual(['different', 'strategy']);
    expect(verdict.reason).toContain('the code is not the one that wrote the journal');
    expect((await replayed(run, [sha256])).verdict).toBe('identical');
  });

  test('trades the less the more a change must be worth', async () => {
    written();
    const fills: number[] = [];
    for (const min_change of [0, 0.05, 0.2, 1]) fills.push((await ran({ min_change })).fills);
    expect(fills).toEqual([...fills].sort((a, b) => b - a));
    expect(fills.at(-1)).toBe(0);
    expect(fills[0]).toBeGreaterThan(fills[2] ?? Infinity);
  });
});

describe('a policy of another market', () => {
  test.each([
    ['other bars', { timeframe: '4h' }, 'was trained on bars of 4h, but those of BTCUSDT are of 1h'],
    ['another asset class', { assetClass: 'us_equity' }, 'was trained on us_equity, but BTCUSDT is crypto_spot'],
    [
      'other symbols',
      { features: ['ret_bar', 'token_is_SOLUSDT', 'token_is_BNBUSDT'] },
      'was trained on SOLUSDT, BNBUSDT, and does not know BTCUSDT',
    ],
  ] as const)('is refused with exit code 2: %s', async (_what, choice, sentence) => {
    written(choice);
    const terminal = testTerminal();
    expect(await runProgram(['backtest', '--config', path], terminal)).toBe(2);
    expect(terminal.said.err).toContain(`${model}: ${sentence}`);
    expect(terminal.said.err.trimEnd().split('\n')).toHaveLength(1);
    expect(terminal.said.out).toBe('');
  });

  test('row 57: and one that is not there, by the name that it was given', async () => {
    const terminal = testTerminal();
    const missing = ['--set', `strategy.model=${join(folder, 'none.zip')}`];
    expect(await runProgram(['backtest', '--config', path, ...missing], terminal)).toBe(2);
    expect(terminal.said.err).toMatch(/^(?:.*: )?Model not found: .*none\.zip/);
  });
});
