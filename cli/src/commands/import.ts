// `tradingbot import`: options and help.

import { Command } from 'commander';
import type { ImportOptions } from '../import/import-options.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
What is read: CSV with a header, Binance's dumps of klines (.csv, .csv.gz; unpack .zip first), Parquet, and Alpaca's
answers with bars (.json).

Examples:
  npx tradingbot import bars BTCUSDT-1h-2024-*.csv --out data/BTCUSDT_1h.parquet
  npx tradingbot import bars spy.json --symbol SPY --timeframe 1h --json`;

export function importCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const bars = new Command('bars')
    .description('Make one file of bars out of many: checked, sorted, each bar once, gaps listed and not filled.')
    .argument('<file...>', 'files or folders with bars')
    .option('--out <file>', 'what is written, .parquet or .csv. Default: <symbol>_<timeframe>.parquet')
    .option(
      '--symbol <symbol>',
      'only this one; also whose bars those are of which neither column nor file name says it',
    )
    .option('--timeframe <length>', 'how long the bars are, such as 1h, where the files do not say')
    .option('--json', 'print the result as one JSON document')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: ImportOptions) => {
      const { importBars } = await import('../import/import-bars.ts');
      end(await importBars(files, options, terminal));
    });
  return new Command('import')
    .description('Bring in data from elsewhere.')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .addCommand(bars);
}
