// `tradingbot dev up|down|status`: options and help.

import { Command } from 'commander';
import type { DevOptions, DevUpOptions } from '../dev/dev-options.ts';
import type { Terminal } from '../terminal.ts';

const UP_EXAMPLES = `
Examples:
  npx tradingbot dev up
  npx tradingbot dev up --detach`;

export function devCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const up = new Command('up')
    .description('Start Postgres and nats-server on this machine, and keep them until Ctrl+C.')
    .option('--detach', 'return when they run; they stay until `dev down`')
    .option('--json', 'print where they are as one JSON document')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', UP_EXAMPLES)
    .action(async (options: DevUpOptions) => {
      const { devUp } = await import('../dev/dev-up.ts');
      end(await devUp(options, terminal));
    });
  const down = new Command('down')
    .description('Stop the Postgres and the nats-server of this checkout, also under those who use them.')
    .option('--json', 'print what was stopped as one JSON document')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', '\nExample:\n  npx tradingbot dev down')
    .action(async (options: DevOptions) => {
      const { devDown } = await import('../dev/dev-down.ts');
      end(await devDown(options, terminal));
    });
  const status = new Command('status')
    .description('Say whether they run, where they listen, and where their files are.')
    .option('--json', 'print it as one JSON document')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', '\nExample:\n  npx tradingbot dev status --json')
    .action(async (options: DevOptions) => {
      const { devStatus } = await import('../dev/dev-status.ts');
      end(await devStatus(options, terminal));
    });
  return new Command('dev')
    .description('The servers for development and dry runs.')
    .helpCommand(false)
    .addHelpText('after', '\nExample:\n  npx tradingbot dev up')
    .addCommand(up)
    .addCommand(down)
    .addCommand(status);
}
