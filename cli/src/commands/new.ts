// `tradingbot new strategy`: options and help.

import { Command } from 'commander';
import type { Terminal } from '../terminal.ts';

const EXAMPLE = '\nExample:\n  npx tradingbot new strategy my-first';

export function newCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const strategy = new Command('strategy')
    .description('Write a strategy that runs, its test and its configuration.')
    .argument('<name>', 'lower-case words joined by "-"')
    .option('--json', 'print what was written as one JSON document')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', EXAMPLE)
    .action(async (name: string, options: { readonly json?: true }) => {
      const { newStrategy } = await import('../new-strategy/new-strategy.ts');
      end(newStrategy(name, options, terminal));
    });
  return new Command('new')
    .description('Start something of your own.')
    .helpCommand(false)
    .addHelpText('after', EXAMPLE)
    .addCommand(strategy);
}
