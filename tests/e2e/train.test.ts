// SYSTEM §1, rows 15 to 17, 20, 21, 40 and 58: the runbook's trainings on the sample, short ones. What they leave is there,
// is the same twice to the byte, and is the same when a run was stopped in between. Row 18 is proven in
// tests/config/each-training-key.test.ts, 19 and 22 beside the trainer's reporter, 56 and 57 where things are refused.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { readModelFile } from '@tradingbot/policy/files';
import { ROOT, scratchFolder, tradingbot, type Outcome, type RunOptions } from './tradingbot.ts';

jest.setTimeout(120_000);

const scratch = scratchFolder('train');
afterAll(scratch.remove);

const LITTLE = [
  'n_steps=256',
  'batch_size=64',
  'env.n_envs=2',
  'policy.hidden=[8]',
  'eval_freq=1024',
  'checkpoint_freq=1024',
  'backend=simd',
];
const CRYPTO = ['train', '--config', 'configs/config_train.yaml', '--quiet', '--set', ...LITTLE];
const STOCKS = ['train', '--config', 'configs/config_train_stocks.yaml', '--quiet', '--set', ...LITTLE];
const POPULATION = [
  ...['train', '--config', 'configs/config_pbt_adversarial.yaml', '--quiet', '--set', ...LITTLE],
  ...['pbt.population_size=3', 'pbt.perturbation_interval=2', 'pbt.truncation_ratio=0.4'],
  'adversarial.warmup_updates=1',
];
const steps = (count: number): string => `total_timesteps=${count}`;

interface Run extends Outcome {
  readonly folder: string;
}

/** In a folder that holds nothing but the configurations and the sample. */
function newFolder(): string {
  const folder = join(scratch.path, `run-${readdirSync(scratch.path).length}`);
  mkdirSync(folder);
  for (const name of ['configs', 'data']) symlinkSync(join(ROOT, name), join(folder, name));
  return folder;
}

async function run(args: readonly string[], folder = newFolder(), options: RunOptions = {}): Promise<Run> {
  const env = { TRADINGBOT_HOME: join(folder, 'home') };
  return { ...(await tradingbot(args, { ...options, cwd: folder, env })), folder };
}

async function done(args: readonly string[], folder?: string): Promise<Run> {
  const outcome = await run(args, folder);
  if (outcome.code !== 0) throw new Error(`exit code ${outcome.code}: ${outcome.stderr}`);
  return outcome;
}

/** SHA-256 of every model of the runbook's names. */
function models({ folder }: Run): Record<string, string> {
  const artifacts = join(folder, 'artifacts');
  const zips = readdirSync(artifacts).filter((name) => name.endsWith('.zip'));
  return Object.fromEntries(zips.sort().map((name) => [name, hashOf(join(artifacts, name))]));
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

const runFolders = ({ folder }: Run): string[] =>
  readdirSync(join(folder, 'artifacts'))
    .map((name) => join(folder, 'artifacts', name))
    .filter((path) => existsSync(join(path, 'manifest.json')));

/** Once, for all tests that ask for it. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

const whole = once(() => done([...CRYPTO, steps(2048)]));
/** The steps at which a rollout of it has been learnt from. */
const ROLLOUTS = [512, 1024, 1536, 2048];

describe('row 15: the training of the runbook', () => {
  test('row 21: leaves best, periodic and final models, in its own folder and by the names of the runbook', async () => {
    const outcome = await whole();
    const names = ['best_model.zip', 'checkpoint_1024.zip', 'checkpoint_2048.zip', 'final_model.zip'];
    expect(Object.keys(models(outcome))).toEqual(names);
    const [own = ''] = runFolders(outcome);
    expect(readdirSync(own).sort()).toEqual([...names, 'learning_curve.csv', 'manifest.json'].sort());
    for (const name of names) expect(hashOf(join(own, name))).toBe(models(outcome)[name]);
    const steps = names.slice(1).map((name) => readModelFile(join(own, name)).checkpoint.model.data.step);
    expect(steps).toEqual([1024, 2048, 2048]);
    expect(outcome.stdout).toMatch(/SYNTHETIC DATA.*\n.*steps +2,048/);
  });

  test('leaves models that say what they are', async () => {
    const { folder } = await whole();
    const { data } = readModelFile(join(folder, 'artifacts', 'best_model.zip')).checkpoint.model;
    expect(data).toMatchObject({ algorithm: 'ppo', assetClass: 'crypto_spot', timeframe: '1h', seed: 20240518 });
    expect(data.score?.metric).toBe('sortino');
    expect(data.hyperparameters['trained_until']).toMatch(/^2024-\d\d-\d\dT/);
    expect(Object.keys(data.hashes).sort()).toEqual(['code', 'configuration', 'data']);
  });

  test('row 40: writes one file of events for TensorBoard to logs/tensorboard/', async () => {
    const tensorboard = join((await whole()).folder, 'logs', 'tensorboard');
    const files = readdirSync(tensorboard, { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => name.includes('tfevents'))).toEqual([
      expect.stringMatching(/^[^/]+\/events\.out\.tfevents\.[^/]+\.v2$/),
    ]);
  });

  test('row 20: logs/training.log tells each rollout', async () => {
    const { folder } = await whole();
    const log = readFileSync(join(folder, 'logs', 'training.log'), 'utf8');
    expect(log).toMatch(/training of 2048 steps begins/);
    expect([...log.matchAll(/ step (\d+) .*train\/approx_kl=/g)].map(([, step]) => Number(step))).toEqual(ROLLOUTS);
    expect(log.trimEnd().split('\n').at(-1)).toMatch(/training is done at step 2048$/);
  });

  test('gives the same models again, to the byte', async () => {
    const [first, second] = [await whole(), await done([...CRYPTO, steps(2048)])];
    expect(models(second)).toEqual(models(first));
  });

  test('row 20: goes on after Ctrl+C as if nothing had been, and the log grows', async () => {
    const folder = newFolder();
    const stopped = await run([...CRYPTO, steps(2048)], folder, {
      started: (child) => {
        const wait = setInterval(() => {
          const log = join(folder, 'logs', 'training.log');
          if (!existsSync(log) || !readFileSync(log, 'utf8').includes('step 512')) return;
          clearInterval(wait);
          child.kill('SIGINT');
        }, 1);
        child.once('exit', () => clearInterval(wait));
      },
    });
    // Where the machine was faster than the signal there is nothing to go on from.
    if (stopped.code === 0) return console.log('the run was over before it could be stopped');
    expect(stopped.code).toBe(130);
    expect(stopped.stdout).toContain('--resume');
    const before = readFileSync(join(folder, 'logs', 'training.log'), 'utf8');
    const resumed = await done([...CRYPTO, steps(2048), '--resume'], folder);
    const all = models(await whole());
    for (const name of ['best_model.zip', 'final_model.zip']) expect(models(resumed)[name]).toBe(all[name]);
    expect(runFolders(resumed)).toHaveLength(1);
    const after = readFileSync(join(folder, 'logs', 'training.log'), 'utf8');
    expect(after.startsWith(before)).toBe(true);
    // Not begun anew, which would come to the same.
    expect(after.slice(before.length)).not.toMatch(/ step 512 /);
  });

  test('goes on from a checkpoint that is named', async () => {
    const first = await whole();
    const folder = newFolder();
    const checkpoint = join(first.folder, 'artifacts', 'checkpoint_1024.zip');
    const resumed = await done([...CRYPTO, steps(2048), '--resume', checkpoint], folder);
    expect(models(resumed)['final_model.zip']).toBe(models(first)['final_model.zip']);
    const log = readFileSync(join(folder, 'logs', 'training.log'), 'utf8');
    expect([...log.matchAll(/ step (\d+) (?!validation)\w+\//g)].map(([, step]) => step)).toEqual(['1536', '2048']);
  });

  test('two runs at once do not harm each other', async () => {
    const folder = newFolder();
    const pair = await Promise.all(['3', '4'].map((seed) => done([...CRYPTO, steps(1024), '--seed', seed], folder)));
    const own = runFolders(pair[0] as Run);
    expect(own).toHaveLength(2);
    const finals = own.map((path) => readModelFile(join(path, 'final_model.zip')).checkpoint.model.data.seed);
    expect(finals.toSorted()).toEqual([3, 4]);
    const log = readFileSync(join(folder, 'logs', 'training.log'), 'utf8');
    expect(log.match(/training is done at step 1024/g)).toHaveLength(2);
    expect([3, 4]).toContain(readModelFile(join(folder, 'artifacts', 'final_model.zip')).checkpoint.model.data.seed);
  });
});

test('row 16: the training of stocks', async () => {
  const { stdout } = await done([...STOCKS, steps(512), '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'done', symbols: ['SPY', 'AAPL'], timesteps: 512, members: 1 });
});

describe('row 17: a population against an adversary', () => {
  const one = once(() => done([...POPULATION, steps(2048), '--jobs', '1']));

  test('leaves its members beside the models', async () => {
    const outcome = await one();
    const [own = ''] = runFolders(outcome);
    expect(readdirSync(join(own, 'pbt_checkpoints')).sort()).toEqual([
      'member_0_step_2048.zip',
      'member_1_step_2048.zip',
      'member_2_step_2048.zip',
      'population.json',
    ]);
    const { data } = readModelFile(join(own, 'final_model.zip')).checkpoint.model;
    expect(data.algorithm).toBe('sa-ppo');
    // Orders fare worse while it learns; beside what chooses it is said what the policies make of that.
    expect(readFileSync(join(own, 'learning_curve.csv'), 'utf8')).toMatch(
      /^0,2048,pnl,.*\n(?:0,.*\n)+0,2048,stressed_pnl,/m,
    );
    expect(Object.keys(data.hyperparameters['varied'] as object)).toContain('learning_rate');
    expect(readdirSync(join(outcome.folder, 'logs', 'tensorboard', own.slice(own.lastIndexOf('/') + 1)))).toContain(
      'member_0',
    );
  });

  test('is the same on two threads, and after a kill -9', async () => {
    const folder = newFolder();
    const log = join(folder, 'logs', 'training.log');
    const killed = await run([...POPULATION, steps(2048), '--jobs', '2'], folder, {
      started: (child) => {
        const wait = setInterval(() => {
          if (!existsSync(log) || !readFileSync(log, 'utf8').includes('generation 1 at')) return;
          clearInterval(wait);
          child.kill('SIGKILL');
        }, 1);
        child.once('exit', () => clearInterval(wait));
      },
    });
    const resumed =
      killed.code === 0 ? killed : await done([...POPULATION, steps(2048), '--jobs', '2', '--resume'], folder);
    expect(readFileSync(log, 'utf8').match(/generation 1 at/g)).toHaveLength(1);
    const [first, second] = [models(await one()), models(resumed)];
    for (const name of ['best_model.zip', 'final_model.zip']) expect(second[name]).toBe(first[name]);
  });
});

test('A training that cannot be is refused in one sentence, and leaves nothing', async () => {
  const outcome = await run([...CRYPTO, steps(512), 'learning_rat=1']);
  expect(outcome.stderr).toBe(
    '--set learning_rat: learning_rat is not a known key (did you mean model.params.learning_rate?)\n',
  );
  expect(outcome.code).toBe(2);
  expect(readdirSync(outcome.folder).sort()).toEqual(['configs', 'data']);
});

test('row 58: a stock unzip lists the members of a model', async () => {
  const { folder } = await whole();
  const path = join(folder, 'artifacts', 'best_model.zip');
  let listed: string;
  try {
    listed = execFileSync('unzip', ['-l', path], { encoding: 'utf8' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return console.log('skipped: there is no unzip on this machine');
  }
  for (const name of ['data', 'policy.safetensors', 'policy.onnx']) expect(listed).toContain(name);
});
