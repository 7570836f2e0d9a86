// A small generated market for the commands of this folder, as a configuration in a folder of its own.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdSeries } from '@tradingbot/bars/files';
import { planRun, type RunPlan } from '@tradingbot/backtester/journal';
import { RunConfigSchema } from '@tradingbot/config';
import { BUILT_IN_STRATEGIES } from '@tradingbot/strategy';

const ROOT = join(import.meta.dirname, '..', '..');
const BIN = join(ROOT, 'cli', 'bin', 'tradingbot.js');

export const SYMBOLS = ['BTCUSDT', 'ETHUSDT'];

/** JSON is YAML too. */
const configuration = (bars: number) => ({
  seed: 3,
  data: {
    generator: {
      symbols: SYMBOLS,
      timeframe: '1h',
      from: '2024-01-01',
      bars,
      seed: 5,
      start_prices: { BTCUSDT: 100, ETHUSDT: 20 },
    },
  },
  portfolio: { cash: 10_000 },
  strategy: { name: 'ema-cross', params: { fast: 4, slow: 12, weight: 0.4 } },
  fees: { maker_bps: 5, taker_bps: 10 },
  execution_params: { slippage_bps: 2 },
  risk: { max_orders_per_min: 0 },
});

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Ground {
  readonly folder: string;
  readonly config: string;
  /** A command in the folder, in a process of its own. */
  run(args: readonly string[], started?: (child: ChildProcess) => void): Promise<Outcome>;
  /** The document that a command prints with `--json`: of the shape that the spec says it has. */
  json<Shape = Record<string, unknown>>(args: readonly string[]): Promise<Shape>;
  remove(): void;
}

export function createGround(bars: number): Ground {
  const folder = mkdtempSync(join(tmpdir(), 'tradingbot-research-'));
  const config = join(folder, 'config.yaml');
  writeFileSync(config, JSON.stringify(configuration(bars)));
  const run: Ground['run'] = (args, started) => {
    const { FORCE_COLOR: _force, NO_COLOR: _no, TRADINGBOT_DEBUG: _debug, ...plain } = process.env;
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [BIN, ...args], { cwd: folder, env: { ...plain, CI: 'true' } });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
      started?.(child);
    });
  };
  return {
    folder,
    config,
    run,
    async json<Shape>(args: readonly string[]) {
      const { stdout, stderr } = await run([...args, '--json', '--quiet']);
      if (stdout === '') throw new Error(stderr);
      return JSON.parse(stdout) as Shape;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The same market in this process, with its bars held. */
export async function heldMarket(bars: number, strategy = 'ema-cross', params: object = { fast: 4, slow: 12 }) {
  const config = RunConfigSchema.parse(configuration(bars));
  const definition = BUILT_IN_STRATEGIES.find(({ name }) => name === strategy);
  if (definition === undefined) throw new Error(`${strategy} is built in`);
  const loaded = { name: strategy, use: strategy, definition, params: definition.params.parse(params), codeHash: '' };
  const plan: RunPlan = await planRun({ config, strategies: [loaded], stack: '' });
  return { plan, held: await holdSeries((await plan.openBars()).series) };
}
