// `tradingbot config check` and `config show`: options and help.

import { Command } from 'commander';
import type { ConfigOptions } from '../configuration/config-options.ts';
import type { Terminal } from '../terminal.ts';

const CHECK_EXAMPLE = '\nExample:\n  npx tradingbot config check configs/config_sim.yaml';
const SHOW_EXAMPLE = '\nExample:\n  npx tradingbot config show configs/config_sim.yaml --set fees.taker_bps=5';

export function configCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const check = new Command('check')
    .description('Say whether a configuration could run: keys, files, strategies, instruments.')
    .argument('<file>', 'the configuration, YAML')
    .option('--set <key=value...>', 'keys to change first')
    .option('--json', 'print the answer as one JSON document')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', CHECK_EXAMPLE)
    .action(async (file: string, options: ConfigOptions) => {
      const { checkConfig } = await import('../configuration/check-config.ts');
      end(await checkConfig(file, options, terminal));
    });
  const show = new Command('show')
    .description('Print a configuration as it would run: inherited, overridden, with every default.')
    .argument('<file>', 'the configuration, YAML')
    .option('--set <key=value...>', 'keys to change first')
    .option('--json', 'print it as one JSON document')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', SHOW_EXAMPLE)
    .action(async (file: string, options: ConfigOptions) => {
      const { showConfig } = await import('../configuration/show-config.ts');
      end(showConfig(file, options, terminal));
    });
  return new Command('config')
    .description('Check or show a configuration.')
    .helpCommand(false)
    .addHelpText('after', CHECK_EXAMPLE)
    .addCommand(check)
    .addCommand(show);
}
