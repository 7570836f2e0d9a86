// `tradingbot demo`: its options and its help.

import { Command } from 'commander';
import type { DemoOptions } from '../demo/demo.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
Example:
  npx tradingbot demo

The configuration is configs/config_demo.yaml; the log of the stack "demo" stays, to be looked at.`;

export function demoCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  return new Command('demo')
    .description('Run the whole platform on a generated market, kill and resume it, and prove that it replays.')
    .option('--json', 'print the result as one JSON document')
    .option('--quiet', 'no progress')
    .addHelpText('after', EXAMPLES)
    .action(async (options: DemoOptions) => {
      const { demo } = await import('../demo/demo.ts');
      end(await demo(options, terminal));
    });
}
