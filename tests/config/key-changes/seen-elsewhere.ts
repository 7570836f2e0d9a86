// Where keys are seen that do nothing in the events and results of a backtest: on the bus, at the servers, in the pace of
// a live run, in `eval`, in the cache of bars.

import { planRun } from '@tradingbot/backtester/run';
import { serverAddresses, type RunConfig } from '@tradingbot/config';
import { subjectsOf } from '@tradingbot/contracts';
import { createPace } from '@tradingbot/market-data/service';
import { randomModelBytes } from '@tradingbot/testing';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tradingbot } from '../../e2e/tradingbot.ts';

/** The subjects that a run speaks on. */
export const subjects = ({ stack }: RunConfig): unknown => subjectsOf(stack).events;

/** What the servers of a configuration are, or why they cannot be told. */
export function addresses(config: RunConfig): unknown {
  try {
    return serverAddresses(config, {});
  } catch (error) {
    return String(error);
  }
}

/** How long a live run waits from one hour of the market to the next, in milliseconds. */
export async function hourOfWaiting({ speed }: RunConfig): Promise<unknown> {
  let now = 0;
  const wait = (ms: number): Promise<void> => {
    now += ms;
    return Promise.resolve();
  };
  const pace = createPace(speed, { now: () => now, wait });
  const { signal } = new AbortController();
  for (const time of [0, 3_600_000_000]) await pace(time, signal);
  return now;
}

/** The table of `eval`, without the name and the place of the run. */
export async function evaluation(config: RunConfig): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'key-eval-'));
  try {
    const file = join(folder, 'config.yaml');
    writeFileSync(file, JSON.stringify({ ...config, artifacts_dir: folder, logs_dir: folder }));
    const { code, stdout, stderr } = await tradingbot(['eval', '--config', file, '--quiet']);
    if (code !== 0) throw new Error(stderr);
    return stdout.replaceAll(folder, '').replace(/\d{8}T\d{6}Z-[0-9a-f]{8}/g, '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What `eval --model` says of a policy that has learnt nothing, and whether that is good enough. Of one configuration once. */
export function modelEvaluation(config: RunConfig): Promise<unknown> {
  const name = JSON.stringify(config);
  const evaluated = evaluations.get(name) ?? evaluateModel(config);
  evaluations.set(name, evaluated);
  return evaluated;
}

const evaluations = new Map<string, Promise<unknown>>();

async function evaluateModel(config: RunConfig): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'key-model-'));
  try {
    const [file, model] = [join(folder, 'config.yaml'), join(folder, 'model.zip')];
    writeFileSync(model, randomModelBytes());
    writeFileSync(file, JSON.stringify({ ...config, artifacts_dir: folder, logs_dir: folder }));
    const { code, stdout, stderr } = await tradingbot([
      'eval',
      '--config',
      file,
      '--model',
      model,
      '--quiet',
      '--json',
    ]);
    if (code !== 0 && code !== 1) throw new Error(stderr);
    const said = stdout.replaceAll(folder, '').replace(/\d{8}T\d{6}Z-[0-9a-f]{8}/g, '');
    return [code, said];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether bars that were read are kept for the next run. Small files, and files of this instant, never are. */
export async function keptBars(config: RunConfig): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'key-cache-'));
  const home = process.env['TRADINGBOT_HOME'];
  process.env['TRADINGBOT_HOME'] = join(folder, 'home');
  try {
    const bars = join(folder, 'bars.csv');
    writeFileSync(bars, `${HEADER}${Array.from({ length: 25_000 }, (_, hour) => barAt(hour)).join('')}`);
    waitForNextTick(bars, join(folder, 'tick'));
    const { generator: _, ...data } = config.data;
    const plan = await planRun({ config: { ...config, data: { ...data, paths: [bars] } }, strategies: [], stack: '' });
    for (const { chunks } of (await plan.openBars()).series) for await (const chunk of chunks()) void chunk;
    return existsSync(join(folder, 'home', 'cache', 'bars'));
  } finally {
    if (home === undefined) delete process.env['TRADINGBOT_HOME'];
    else process.env['TRADINGBOT_HOME'] = home;
    rmSync(folder, { recursive: true });
  }
}

const HEADER = 'ts_ms,symbol,open,high,low,close,volume\n';
const barAt = (hour: number): string =>
  `${1_609_459_200_000 + hour * 3_600_000},BTCUSDT,40000.01,40100.25,39900.75,40050.5,1234.5678\n`;

/** Until the file system's own clock is well past `file`. */
function waitForNextTick(file: string, probe: string): void {
  const { ctimeMs } = statSync(file);
  do writeFileSync(probe, '');
  while (statSync(probe).ctimeMs < ctimeMs + 100);
}
