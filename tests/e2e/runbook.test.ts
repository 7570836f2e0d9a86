// The commands of the operations runbook as its readers type them, without a flag more, in a folder that holds nothing
// but the configurations and the sample. Each twice: what is left behind is the same to the byte.

import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { ROOT, scratchFolder, tradingbot } from './tradingbot.ts';

jest.setTimeout(120_000);

const DATA = process.env['TRADINGBOT_TEST_DATA'] ?? join(ROOT, '..', 'shared', 'data');
const recorded = (...files: string[]): string[] => files.map((file) => join(DATA, file));
const CRYPTO = recorded('crypto/BTCUSDT_1h.parquet', 'crypto/ETHUSDT_1h.parquet');
const STOCKS = recorded('equities/SPY_1h.csv', 'equities/AAPL_1h.csv');

const SIM = ['backtest', '--config', 'configs/config_sim.yaml'];
const BACKTEST_STOCKS = ['backtest', '--config', 'configs/config_backtest_stocks.yaml'];
const EVAL = ['eval', '--config', 'configs/config_eval.yaml', '--all-profiles'];

const PROFILES = ['LIMIT_MID_BPS', 'MKT_OPEN_NEXT_4H', 'MKT_OPEN_NEXT_H1', 'VWAP_CURRENT_4H', 'VWAP_CURRENT_H1'];
/** Says when, where and by what a run was made. */
const OF_THE_RUN = 'manifest.json';

const scratch = scratchFolder('runbook');
afterAll(scratch.remove);

describe('Runbook', () => {
  test.each([
    ['row 7: a crypto backtest', SIM],
    ['row 8: a stock backtest', BACKTEST_STOCKS],
    ['row 23: every execution profile', EVAL],
  ])('%s, twice the same', async (_, args) => {
    const files = await twice(args);
    expect(files.size).toBeGreaterThan(4);
    expect([...files.keys()]).toContain('report.html');
  });

  test('row 23: five profiles trade in five ways', async () => {
    const files = await run(EVAL);
    const trades = PROFILES.map((profile) => files.get(`trades_${profile}.csv`));
    expect(trades.every((text) => (text?.split('\n').length ?? 0) > 10)).toBe(true);
    expect(new Set(trades).size).toBe(5);
  });

  const isThere = existsSync(DATA);
  const why = isThere ? '' : ` [skip: no ${DATA}; TRADINGBOT_TEST_DATA names another place]`;
  const onRecorded = isThere ? test : test.skip;

  onRecorded.each([
    ['row 7: BTCUSDT with ETHUSDT', [...SIM, '--data', ...CRYPTO]],
    ['row 8: SPY with AAPL', [...BACKTEST_STOCKS, '--data', ...STOCKS]],
    ['row 23: BTCUSDT with ETHUSDT in every profile', [...EVAL, '--data', ...CRYPTO]],
  ])(`%s on recorded bars, twice the same${why}`, async (_, args) => {
    const files = await twice(args);
    expect(files.get('report.html')).toContain('<html');
  });
});

async function twice(args: readonly string[]): Promise<Map<string, string>> {
  const [first, second] = [await run(args), await run(args)];
  expect([...second.keys()]).toEqual([...first.keys()]);
  for (const [name, text] of first) if (second.get(name) !== text) throw new Error(`${name} is not the same twice`);
  return first;
}

/** Runs in a folder of its own. @returns what the newest run left, by path, but for what tells of the run itself */
async function run(args: readonly string[]): Promise<Map<string, string>> {
  const folder = join(scratch.path, `run-${readdirSync(scratch.path).length}`);
  mkdirSync(folder);
  for (const name of ['configs', 'data']) symlinkSync(join(ROOT, name), join(folder, name));
  const { code, stderr } = await tradingbot(args, { cwd: folder, env: { TRADINGBOT_HOME: join(folder, 'home') } });
  if (code !== 0) throw new Error(`exit code ${code}: ${stderr}`);
  const artifacts = join(folder, 'artifacts');
  const results = join(artifacts, readlinkSync(join(artifacts, 'latest')));
  const paths = readdirSync(results, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.filter((path) => statSync(join(results, path)).isFile() && !path.endsWith(OF_THE_RUN));
  return new Map(files.map((path) => [path, readFileSync(join(results, path), 'utf8')]));
}
