// `tradingbot service`: its options and its help.

import { Command } from 'commander';
import { addRunOptions } from './run-options.ts';
import type { ServiceOptions } from '../service/service-options.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
Services: sequencer, log-reader, market-data, strategy, risk, execution, backtester
Workers:  trainer, which takes members of a population from tradingbot train --workers

Examples:
  npx tradingbot service sequencer --config configs/config_sim.yaml
  TRADINGBOT_NATS_URL=nats://nats:4222 npx tradingbot service risk --config configs/config_sim.yaml
  npx tradingbot service trainer --config configs/config_pbt_adversarial.yaml`;

/** The options that shape a configuration, for every command that starts services. */
export function addServiceOptions(command: Command): Command {
  return addRunOptions(command.option('--config <file>', 'the configuration, YAML (required)'))
    .option('--stack <name>', 'the stack: one account with its own log and subjects, in place of stack')
    .option('--speed <factor>', 'simulated seconds per second, or max, in place of speed')
    .option('--verbose', 'show the stack of an unexpected error');
}

export function serviceCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  return addServiceOptions(new Command('service').argument('<name>', 'which one'))
    .description('Run one service in the foreground, as Kubernetes does. It logs JSON lines.')
    .option('--fresh', 'sequencer: start a new run, even if one is open')
    .option('--journal <run>', 'sequencer: go on with this run')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: ServiceOptions) => {
      const { runService } = await import('../service/run-service.ts');
      end(await runService(name, options, terminal));
    });
}
