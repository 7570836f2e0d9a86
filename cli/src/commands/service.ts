// `tradingbot service`: its options and its help.

import { Command } from 'commander';
import type { ServiceOptions } from '../service/service-options.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
Services: sequencer, log-reader, market-data, strategy, risk, execution, backtester

Examples:
  npx tradingbot service sequencer --config configs/config_sim.yaml
  TRADINGBOT_NATS_URL=nats://nats:4222 npx tradingbot service risk --config configs/config_sim.yaml`;

/** The options that shape a configuration, for every command that starts services. */
export function addServiceOptions(command: Command): Command {
  return command
    .option('--config <file>', 'the configuration, YAML (required)')
    .option('--data <path...>', 'files with bars, in place of data.paths; all symbols in them unless --symbols')
    .option('--symbols <list>', 'symbols to trade, joined by commas, in place of data.symbols')
    .option('--strategy <name>', 'a built-in strategy or a .ts file, in place of the strategy')
    .option('--param <key=value...>', 'parameters of the strategy')
    .option('--from <time>', 'first instant, UTC, in place of data.from')
    .option('--to <time>', 'end, UTC, exclusive, in place of data.to')
    .option('--set <key=value...>', 'any other key of the configuration, such as fees.taker_bps=5')
    .option('--seed <number>', 'start of all random numbers, in place of seed')
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
