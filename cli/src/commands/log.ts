// `tradingbot log runs|tail|show|verify`: options and help.

import { Command } from 'commander';
import type { LogOptions, TailOptions, VerifyOptions } from '../log/log-options.ts';
import type { Terminal } from '../terminal.ts';

const RUNS_EXAMPLES = `
Examples:
  npx tradingbot log runs
  npx tradingbot log runs --stack crypto --json`;
const TAIL_EXAMPLES = `
Examples:
  npx tradingbot log tail
  npx tradingbot log tail --follow --type order.filled
  npx tradingbot log tail --run 20260105 -n 100 --type risk control`;
const SHOW_EXAMPLES = `
Examples:
  npx tradingbot log show 512
  npx tradingbot log show 512 --run 20260105T093000Z-1a2b3c4d --json`;
const VERIFY_EXAMPLES = `
Examples:
  npx tradingbot log verify
  npx tradingbot log verify --all --json`;

const RUN = 'a run: its id, the beginning of one, or latest (the default)';

export function logCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const runs = where(new Command('runs'))
    .description('List the recorded runs of a stack, oldest first.')
    .addHelpText('after', RUNS_EXAMPLES)
    .action(async (options: LogOptions) => {
      const { listRuns } = await import('../log/list-runs.ts');
      end(await listRuns(options, terminal));
    });
  const tail = where(new Command('tail'))
    .description('Print the last events of a run, one a line; with --follow also those that come.')
    .option('--run <id>', RUN)
    .option('-n, --lines <count>', 'how many events (20)')
    .option('--follow', 'go on until Ctrl+C; of the latest run, with the runs after it too')
    .option('--type <type...>', 'only events of these types, such as order.filled, or order for all of them')
    .addHelpText('after', `\nWith --json --follow: one line of JSON for each event, as it is stored.\n${TAIL_EXAMPLES}`)
    .action(async (options: TailOptions) => {
      const { tailLog } = await import('../log/tail-log.ts');
      end(await tailLog(options, terminal));
    });
  const show = where(new Command('show'))
    .description('Print one event, what led to it, and what follows from it.')
    .argument('<position>', 'its place in the run, from 1')
    .option('--run <id>', RUN)
    .addHelpText('after', SHOW_EXAMPLES)
    .action(async (position: string, options: LogOptions) => {
      const { showEvent } = await import('../log/show-event.ts');
      end(await showEvent(position, options, terminal));
    });
  const verify = where(new Command('verify'))
    .description('Walk the hash chain and name the first bad position. Exit code 1 when it is broken.')
    .option('--run <id>', RUN)
    .option('--all', 'every run of the stack')
    .option('--quiet', 'no progress')
    .addHelpText('after', VERIFY_EXAMPLES)
    .action(async (options: VerifyOptions) => {
      const { verifyRuns } = await import('../log/verify-runs.ts');
      end(await verifyRuns(options, terminal));
    });
  return new Command('log')
    .description('Read the event log.')
    .helpCommand(false)
    .addHelpText('after', '\nExample:\n  npx tradingbot log runs')
    .addCommand(runs)
    .addCommand(tail)
    .addCommand(show)
    .addCommand(verify);
}

/** Which log is meant, and how to answer. */
const where = (command: Command): Command =>
  command
    .option('--stack <name>', 'the stack, in place of the unnamed one')
    .option('--config <file>', 'a configuration that names the stack and its servers')
    .option('--json', 'print one JSON document')
    .option('--verbose', 'show the stack of an unexpected error');
