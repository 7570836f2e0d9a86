// A population whose members learn on workers over NATS comes to what it comes to on threads, to the byte.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import { openDevStack } from '@tradingbot/dev-stack';
import { ROOT, scratchFolder, tradingbot } from './tradingbot.ts';

jest.setTimeout(120_000);

const scratch = scratchFolder('workers');
afterAll(scratch.remove);

const CONFIG = [
  ...[
    '--config',
    'configs/config_pbt_adversarial.yaml',
    '--set',
    'backend=simd',
    'total_timesteps=1024',
    'n_steps=256',
  ],
  ...['env.n_envs=2', 'policy.hidden=[8]', 'pbt.population_size=3', 'pbt.perturbation_interval=1'],
];

test('members learn on workers as they learn on threads', async () => {
  const home = join(scratch.path, 'home');
  const servers = await openDevStack({ home, servers: ['nats'] });
  try {
    const env = { TRADINGBOT_HOME: home };
    const folders = ['threads', 'workers'].map((name) => {
      const folder = join(scratch.path, name);
      mkdirSync(folder);
      for (const shared of ['configs', 'data']) symlinkSync(join(ROOT, shared), join(folder, shared));
      return folder;
    });
    const [threads = '', workers = ''] = folders;
    const stop: (() => void)[] = [];
    const worker = tradingbot(['service', 'trainer', ...CONFIG], {
      cwd: workers,
      env,
      started: (child) => stop.push(() => child.kill('SIGINT')),
    });
    const runs = [
      await tradingbot(['train', ...CONFIG, '--quiet', '--jobs', '1'], { cwd: threads, env }),
      await tradingbot(['train', ...CONFIG, '--quiet', '--workers'], { cwd: workers, env }),
    ];
    stop.forEach((end) => end());
    const { code, stdout } = await worker;
    expect(runs.map((run) => [run.code, run.code === 0 ? '' : run.stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/member 2 of .* is at step 1024/)]);
    for (const name of ['best_model.zip', 'final_model.zip']) expect(hashOf(workers, name)).toBe(hashOf(threads, name));
  } finally {
    await servers.close();
  }
});

const hashOf = (folder: string, name: string): string =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'artifacts', name)))
    .digest('hex');
