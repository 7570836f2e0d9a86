// A sweep of 1,000 combinations on one core, on one thread that leaves compiling and collecting to the other core, and on two
// threads, each in a process of its own: how well cores are used.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from './machine.ts';

const BIN = join(import.meta.dirname, '..', 'cli', 'bin', 'tradingbot.js');
/** 25 × 40: every fast one is below every slow one, so that none is refused. */
const SPEC = 'fast=2..26,slow=30..69';
const COMBINATIONS = 1_000;
/** Three years of hours: what a combination takes is then far more than what a thread takes to begin. */
const BARS = 26_280;
const RUNS = 5;
/** How many times faster two cores are than one. */
const BUDGET = 1.8;

const CONFIGURATION = {
  seed: 1,
  data: {
    generator: {
      symbols: ['BTCUSDT'],
      timeframe: '1h',
      from: '2024-01-01',
      bars: BARS,
      seed: 1,
      start_prices: { BTCUSDT: 40_000 },
    },
  },
  portfolio: { cash: 100_000 },
  strategy: { name: 'ema-cross', params: { weight: 0.5 } },
  fees: { maker_bps: 10, taker_bps: 10 },
  execution_params: { slippage_bps: 2 },
};

export function benchSweep(): void {
  console.log(JSON.stringify({ bench: 'sweep', combinations: COMBINATIONS, bars: BARS, machine: machine() }));
  const folder = mkdtempSync(join(tmpdir(), 'tradingbot-bench-'));
  try {
    writeFileSync(join(folder, 'sweep.yaml'), JSON.stringify(CONFIGURATION));
    // In turn, so that whatever else the machine does hits both alike.
    const turns = Array.from({ length: RUNS }, () => ({
      core: measure(folder, 1, ONE_CORE),
      one: measure(folder, 1),
      two: measure(folder, 2),
    }));
    const secondsOf = (which: 'core' | 'one' | 'two'): number => middle(turns.map((turn) => turn[which].seconds));
    const [core, one, two] = [secondsOf('core'), secondsOf('one'), secondsOf('two')];
    const texts = turns.flatMap((turn) => [turn.core.csv, turn.one.csv, turn.two.csv]);
    console.log(
      JSON.stringify({
        bench: 'sweep',
        one_core_s: Number(core.toFixed(2)),
        one_thread_s: Number(one.toFixed(2)),
        two_threads_s: Number(two.toFixed(2)),
        runs_per_second: Math.round(COMBINATIONS / two),
        bars_per_second: Math.round((COMBINATIONS * BARS) / two),
        ratio: Number((core / two).toFixed(2)),
        budget: BUDGET,
        ratio_to_one_thread: Number((one / two).toFixed(2)),
        same_results: new Set(texts).size === 1,
        load: machine().load,
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** Of util-linux: the process and all its threads stay on the first core. */
const ONE_CORE = ['taskset', '-c', '0'];

/**
 * The whole command, from its start to its end: what somebody waits for.
 * @param under what the command is run by
 */
function measure(
  folder: string,
  jobs: number,
  under: readonly string[] = [],
): { readonly seconds: number; readonly csv: string } {
  const args = ['backtest', '--config', 'sweep.yaml', '--sweep', SPEC, '--jobs', String(jobs), '--json', '--quiet'];
  const started = performance.now();
  const [program = '', ...rest] = [...under, process.execPath, BIN, ...args];
  const child = spawnSync(program, rest, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = (performance.now() - started) / 1_000;
  if (child.error !== undefined) throw child.error;
  if (child.status !== 0) throw new Error(child.stderr);
  const { artifacts_dir: path, done } = JSON.parse(child.stdout) as { artifacts_dir: string; done: number };
  if (done !== COMBINATIONS) throw new Error(`${done} of ${COMBINATIONS} combinations were run`);
  return { seconds, csv: readFileSync(join(folder, path, 'sweep.csv'), 'utf8') };
}
