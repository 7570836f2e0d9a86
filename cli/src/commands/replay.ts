// `tradingbot replay`: its options and its help.

import { Command } from 'commander';
import type { ReplayOptions } from '../replay/replay-options.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
Exit code 0 when every decision is the same again; 1 when one differs, the code is another, the run is unfinished or
its log is damaged.

Examples:
  npx tradingbot replay --run latest --verify
  npx tradingbot replay --run 20260105 --json
  npx tradingbot replay --run latest --param fast=11     where would another parameter have decided otherwise?
  npx tradingbot replay --run latest --what-if --config configs/config_sim.yaml     the recorded market, that configuration
  npx tradingbot replay --run latest --what-if --set risk.daily_loss_limit=50       the recorded configuration, other limits

With --what-if the whole run is made anew on the recorded market; both results and the first decision that differs are
shown, and the exit code is 0 whatever the answer is.`;

export function replayCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  return new Command('replay')
    .description('Decide a recorded run again with the same code, and compare every decision with the record.')
    .option('--run <id>', 'a run: its id, the beginning of one, or latest (the default)')
    .option('--verify', 'compare every decision; what it does anyway')
    .option('--what-if', 'run the recorded market under --config, --param and --set, and show both results')
    .option('--param <key=value...>', 'parameters of the strategy, in place of the recorded ones')
    .option('--set <key=value...>', 'any other key of the configuration, in place of the recorded one')
    .option('--stack <name>', 'the stack whose log it is in')
    .option('--config <file>', 'a configuration that names the stack and its servers; with --what-if the one to run')
    .option('--json', 'print the verdict as one JSON document')
    .option('--quiet', 'no progress')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ReplayOptions) => {
      const work =
        options.whatIf === true
          ? (await import('../replay/what-if.ts')).whatIf
          : (await import('../replay/replay.ts')).replay;
      end(await work(options, terminal));
    });
}
