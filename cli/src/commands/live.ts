// `tradingbot live`: its options and its help.

import { Command } from 'commander';
import { addServiceOptions } from './service.ts';
import type { LiveOptions } from '../live/live-options.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
Examples:
  npx tradingbot live --config configs/config_sim.yaml --dry-run
  npx tradingbot live --config configs/config_sim.yaml --dry-run --speed 3600     one hour of data each second
  npx tradingbot live --config configs/config_sim.yaml --dry-run --stack crypto --data bars/BTCUSDT_1h.parquet --json

While it runs: npx tradingbot status · npx tradingbot kill · nats pub control.kill '' · nats sub 'evt.>'
Ctrl+C stops it; the same command goes on where it stopped.`;

export function liveCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const command = new Command('live')
    .description('Trade: every service as a process of its own, over NATS and the event log.')
    .option('--dry-run', 'recorded or generated bars and the simulated venue; no venue is reached, no money moves');
  return addServiceOptions(command)
    .option('--fresh', 'start a new run, even if one is open')
    .option('--json', 'print the result as one JSON document')
    .option('--quiet', 'no progress')
    .addHelpText('after', EXAMPLES)
    .action(async (options: LiveOptions) => {
      const { live } = await import('../live/live-command.ts');
      end(await live(options, terminal));
    });
}
