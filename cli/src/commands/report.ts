// `tradingbot report`: its options and its help.

import { Command } from 'commander';
import type { ReportOptions } from '../report/report-options.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
A report is one HTML file that opens from disk, without a network. Backtests write one beside their results; of a recorded
run it is made again from the log, with all its results.

Examples:
  npx tradingbot report --run latest
  npx tradingbot report --run 20260105 --out report.html
  npx tradingbot report --run latest --stack crypto --json`;

export function reportCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  return new Command('report')
    .description('Write the report of a recorded run, and print where it is.')
    .option('--run <id>', 'a run: its id, the beginning of one, or latest (the default)')
    .option('--out <file>', 'put a copy of the report here')
    .option('--stack <name>', 'the stack whose log it is in')
    .option('--config <file>', 'a configuration that names the stack, its servers and the folder of results')
    .option('--json', 'print one JSON document')
    .option('--quiet', 'no progress')
    .option('--verbose', 'show the stack of an unexpected error')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ReportOptions) => {
      const { report } = await import('../report/report.ts');
      end(await report(options, terminal));
    });
}
