// The engine on workload W1: bars per second and resident memory, each measured in a process of its own.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { machine } from './machine.ts';
import type { Costs } from './w1.ts';

interface Case {
  readonly bars: number;
  readonly symbols: number;
  readonly digest: boolean;
  /** What the venue charges and does: fees alone, or everything that it can, with every limit of risk checked. */
  readonly costs: Costs;
  /** ARCHITECTURE's budget in bars per second, and for memory in MB resident. */
  readonly budget: number;
  readonly budgetMb?: number;
}

const CASES: readonly Case[] = [
  { bars: 1_000_000, symbols: 1, digest: false, costs: 'flat', budget: 3_000_000 },
  { bars: 1_000_000, symbols: 1, digest: true, costs: 'flat', budget: 1_500_000 },
  { bars: 10_000_000, symbols: 1, digest: false, costs: 'flat', budget: 3_000_000, budgetMb: 200 },
  { bars: 10_000_000, symbols: 1, digest: true, costs: 'flat', budget: 1_500_000, budgetMb: 200 },
  { bars: 5_000_000, symbols: 100, digest: false, costs: 'flat', budget: 3_000_000 },
  { bars: 5_000_000, symbols: 100, digest: true, costs: 'flat', budget: 1_500_000 },
  { bars: 1_000_000, symbols: 1, digest: false, costs: 'full', budget: 3_000_000 },
  { bars: 1_000_000, symbols: 1, digest: true, costs: 'full', budget: 1_500_000 },
  { bars: 10_000_000, symbols: 1, digest: false, costs: 'full', budget: 3_000_000, budgetMb: 200 },
  { bars: 10_000_000, symbols: 1, digest: true, costs: 'full', budget: 1_500_000, budgetMb: 200 },
];
const RUNS = 5;

export function benchEngine(): void {
  console.log(JSON.stringify({ bench: 'engine', workload: 'W1', runs: RUNS, machine: machine() }));
  for (const one of CASES) console.log(JSON.stringify(measure(one)));
}

function measure({ bars, symbols, digest, costs, budget, budgetMb }: Case) {
  const runs = Array.from({ length: RUNS }, () => runOnce(bars, symbols, digest, costs)).sort(
    (a, b) => a.bars_per_second - b.bars_per_second,
  );
  const median = runs[Math.floor(RUNS / 2)] as RunFigures;
  const resident = Math.max(...runs.map((run) => run.resident_mb));
  return {
    bench: 'engine',
    workload: 'W1',
    bars,
    symbols,
    digest,
    costs,
    bars_per_second: median.bars_per_second,
    slowest: runs[0]?.bars_per_second,
    fastest: runs.at(-1)?.bars_per_second,
    budget,
    of_budget: Number((median.bars_per_second / budget).toFixed(2)),
    fills: median.fills,
    resident_mb: resident,
    ...(budgetMb === undefined ? {} : { budget_mb: budgetMb }),
    load: machine().load,
  };
}

interface RunFigures {
  readonly bars_per_second: number;
  readonly fills: number;
  readonly resident_mb: number;
}

function runOnce(bars: number, symbols: number, digest: boolean, costs: Costs): RunFigures {
  const script = join(import.meta.dirname, 'engine-run.ts');
  const child = spawnSync(process.execPath, [script, String(bars), String(symbols), String(digest), costs], {
    encoding: 'utf8',
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as RunFigures;
}
