// `tradingbot backtest`: its options and its help.

import { Command } from 'commander';
import { addRunOptions } from './run-options.ts';
import type { BacktestCommandOptions } from '../backtest/backtest-options.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
Examples:
  npx tradingbot backtest --config configs/config_sim.yaml
  npx tradingbot backtest --config configs/config_sim.yaml --strategy ema-cross --param fast=5 slow=40
  npx tradingbot backtest --config configs/config_sim.yaml --data bars/BTCUSDT_1h.parquet --json
  npx tradingbot backtest --run latest --param fast=5     the bars of a recorded run, other parameters`;

export function backtestCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const command = new Command('backtest')
    .description('Replay recorded bars through strategy, risk and execution, and write the results.')
    .option('--config <file>', 'the configuration, YAML (required, but for --run)')
    .option('--run <id>', 'play the bars of a recorded run: its id, the beginning of one, or latest')
    .option('--stack <name>', 'with --run: the stack whose log it is in');
  return addRunOptions(command)
    .option('--journal', 'keep every event in journal.jsonl beside the results')
    .option('--json', 'print the result as one JSON document')
    .option('--quiet', 'no progress')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', EXAMPLES)
    .action(async (options: BacktestCommandOptions) => {
      const { backtest } = await import('../backtest/backtest.ts');
      end(await backtest(options, terminal));
    });
}
