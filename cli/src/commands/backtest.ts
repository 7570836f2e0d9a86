// `tradingbot backtest`: its options and its help.

import { Command } from 'commander';
import { addRunOptions } from './run-options.ts';
import type { BacktestCommandOptions } from '../backtest/backtest-options.ts';
import { refuseContradictions } from '../research/contradictions.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
Examples:
  npx tradingbot backtest --config configs/config_sim.yaml
  npx tradingbot backtest --config configs/config_sim.yaml --strategy ema-cross --param fast=5 slow=40
  npx tradingbot backtest --config configs/config_sim.yaml --data bars/BTCUSDT_1h.parquet --json
  npx tradingbot backtest --run latest --param fast=5     the bars of a recorded run, other parameters
  npx tradingbot backtest --config configs/config_sim.yaml --strategy ema-cross --sweep fast=5..20,slow=20..60:5
  npx tradingbot backtest --config configs/config_sim.yaml --sweep 'lookback=24|48|96' fees.taker_bps=0..20:10 --metric calmar
  npx tradingbot backtest --config configs/config_sim.yaml --sweep lookback=12..96:12 --walk-forward train=90d,test=30d,purge=2d
  npx tradingbot backtest --config configs/config_sim.yaml --check-lookahead     is anything decided by what comes later?
  npx tradingbot backtest --compare latest 20260105T0930     results of runs side by side

A sweep varies parameters of the one strategy by their bare names and any other key of the configuration by its path;
a..b counts by 1, a..b:c by c, and a|b|c is a list. A walk-forward chooses the best combination on each training range
and runs it on the test range behind it: train, test, and if you like step, purge, embargo (lengths such as 30d or 12h)
and anchored. --check-lookahead ends with exit code 1 when a decision hangs on the future.
Ctrl+C stops a run, and nothing is written. A strategy that never comes back from a callback keeps it from being heard:
Ctrl+\\ ends that, too.`;

export function backtestCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const command = new Command('backtest')
    .description('Replay recorded bars through strategy, risk and execution, and write the results.')
    .option('--config <file>', 'the configuration, YAML (required, but for --run)')
    .option('--run <id>', 'play the bars of a recorded run: its id, the beginning of one, or latest')
    .option('--stack <name>', 'with --run: the stack whose log it is in');
  return addRunOptions(command)
    .option('--sweep <key=values...>', 'run every combination of values: fast=5..20,slow=20..60:5')
    .option(
      '--walk-forward <lengths>',
      'with --sweep: choose on each training range, test on the next: train=180d,test=30d',
    )
    .option('--metric <name>', 'what the best combination has most of: sharpe, sortino, calmar or total_return')
    .option('--jobs <n>', 'with --sweep: how many threads; all cores when left out')
    .option('--check-lookahead', 'cut the future off and see whether decisions change')
    .option('--compare <run...>', 'put the results of runs side by side: ids, beginnings of ids, folders, or latest')
    .option('--journal', 'keep every event in journal.jsonl beside the results')
    .option('--json', 'print the result as one JSON document')
    .option('--quiet', 'no progress')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', EXAMPLES)
    .action(async (options: BacktestCommandOptions) => {
      end(await (await workOf(options))(options, terminal));
    });
}

type Work = (options: BacktestCommandOptions, terminal: Terminal) => Promise<number>;

/** Each kind of work loads what it needs. @throws InputError for options that do not go together */
async function workOf(options: BacktestCommandOptions): Promise<Work> {
  refuseContradictions(options);
  if (options.compare !== undefined) return (await import('../research/compare.ts')).compare;
  if (options.checkLookahead === true) return (await import('../research/lookahead.ts')).lookahead;
  if (options.walkForward !== undefined) return (await import('../research/on-threads.ts')).walkForward;
  if (options.sweep !== undefined) return (await import('../research/on-threads.ts')).sweep;
  return (await import('../backtest/backtest.ts')).backtest;
}
