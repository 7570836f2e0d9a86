// `tradingbot eval`: its options and its help.

import { Command } from 'commander';
import type { EvalOptions } from '../eval/eval-options.ts';
import type { Terminal } from '../terminal.ts';
import { addRunOptions } from './run-options.ts';

const EXAMPLES = `
Every profile is simulated anew with the same seed on the same bars; none is only another name for another's results.
A profile that needs finer bars than there are says so in its row.

Examples:
  npx tradingbot eval --config configs/config_eval.yaml --all-profiles
  npx tradingbot eval --config configs/config_eval.yaml --profile MKT_OPEN_NEXT_H1 LIMIT_MID_BPS
  npx tradingbot eval --config configs/config_sim.yaml --all-profiles --strategy ema-cross --json`;

export function evalCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const command = new Command('eval')
    .description('Simulate the strategies under each execution profile, and put the results into one table.')
    .option('--config <file>', 'the configuration, YAML (required)')
    .option('--all-profiles', 'all five execution profiles')
    .option('--profile <name...>', 'some of them');
  return addRunOptions(command)
    .option('--json', 'print the table as one JSON document')
    .option('--quiet', 'no progress')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', EXAMPLES)
    .action(async (options: EvalOptions) => {
      const { evaluate } = await import('../eval/evaluate.ts');
      end(await evaluate(options, terminal));
    });
}
