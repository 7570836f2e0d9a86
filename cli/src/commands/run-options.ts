// The options that lay themselves over a configuration, the same for every command that runs one.

import type { Command } from 'commander';

export const addRunOptions = (command: Command): Command =>
  command
    .option('--data <path...>', 'files with bars, in place of data.paths; all symbols in them unless --symbols')
    .option('--symbols <list>', 'symbols to trade, joined by commas, in place of data.symbols')
    .option('--strategy <name>', 'a built-in strategy or a .ts file, in place of the strategy')
    .option('--param <key=value...>', 'parameters of the strategy')
    .option('--from <time>', 'first instant, UTC, in place of data.from')
    .option('--to <time>', 'end, UTC, exclusive, in place of data.to')
    .option('--set <key=value...>', 'any other key of the configuration, such as fees.taker_bps=5')
    .option('--seed <number>', 'start of all random numbers, in place of seed');
