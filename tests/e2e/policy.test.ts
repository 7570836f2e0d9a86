// A trained policy in a dry run: real processes over the real bus and log decide as the backtest does, and the replay too.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDevStack, type DevStack } from '@tradingbot/dev-stack';
import { randomModelBytes } from '@tradingbot/testing';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { essenceOf, openHome, runCommand, startLive, type Home } from '../chaos/live-run.ts';

let home: Home;
let servers: DevStack;
let artifacts = '';

beforeAll(async () => {
  home = openHome('policy');
  artifacts = (home.folders.find((one) => one.startsWith('artifacts_dir=')) ?? '').slice('artifacts_dir='.length);
  mkdirSync(artifacts, { recursive: true });
  servers = await openDevStack({ home: home.env['TRADINGBOT_HOME'] ?? '' });
}, 60_000);
afterAll(async () => {
  await servers.close();
  await home.remove();
}, 30_000);

test('a dry run of a policy comes to the result of the backtest, and replays identically', async () => {
  const model = join(artifacts, 'best_model.zip');
  writeFileSync(model, randomModelBytes({ seed: 4 }));
  const market = ['--config', 'configs/config_sim.yaml', '--to', '2024-01-05', '--strategy', 'policy'];
  const args = [...market, '--set', `strategy.model=${model}`, 'risk.enabled=false'];
  const live = await startLive(home, [...args, '--stack', 'policy', '--json', '--quiet']).ended;
  expect({ code: live.code, stderr: live.stderr }).toMatchObject({ code: 0 });
  const backtest = runCommand(home, ['backtest', ...args, ...home.folders, '--json', '--quiet']);
  expect(essenceOf(live.stdout)).toEqual(essenceOf(backtest.stdout));
  expect(essenceOf(live.stdout).fills).toBeGreaterThan(20);
  const { run_id: run, artifacts_dir: folder } = JSON.parse(live.stdout) as { run_id: string; artifacts_dir: string };
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    strategies: { model_sha256: string }[];
  };
  const kept = join(artifacts, 'models', `${manifest.strategies[0]?.model_sha256 ?? ''}.zip`);
  expect(existsSync(kept)).toBe(true);
  const replay = runCommand(home, ['replay', '--run', run, '--stack', 'policy', '--verify', '--json', '--quiet']);
  expect(JSON.parse(replay.stdout)).toMatchObject({ verdict: 'identical', run });
}, 120_000);
