// A backtest on the market of a recorded run: under its own strategies and limits, or under others.

import { runBacktestFromJournal } from '@tradingbot/backtester/journal';
import type { BacktestResult } from '@tradingbot/backtester/run';
import { InputError } from '@tradingbot/domain';
import { chooseRun } from '../log/choose-run.ts';
import { manifestOf } from '../log/stored-event.ts';
import { withLog } from '../log/with-log.ts';
import type { Terminal } from '../terminal.ts';
import type { BacktestCommandOptions } from './backtest-options.ts';
import { changed, configOf } from './config-of.ts';
import { recordedDraft } from './recorded-draft.ts';
import { runOn } from './run-on.ts';

/** What a run has recorded, and no option can change. */
const OF_THE_RUN = ['data', 'symbols', 'from', 'to'] as const;

export async function backtestOfRun(
  options: BacktestCommandOptions,
  terminal: Terminal,
): Promise<{ readonly result: BacktestResult; readonly run: string }> {
  const taken = OF_THE_RUN.find((key) => options[key] !== undefined);
  if (taken !== undefined) {
    throw new InputError(`--${taken}`, 'cannot be said with --run, which has its own bars', 'leave it out');
  }
  const { config, stack } = options;
  const where = { ...(config === undefined ? {} : { config }), ...(stack === undefined ? {} : { stack }) };
  return withLog(where, terminal, async (log) => {
    const { journal: run } = await chooseRun(log, options.run);
    const loaded =
      config === undefined
        ? changed(recordedDraft({ configuration: (await manifestOf(log, run)).configuration ?? {} }, run), options)
        : configOf(options);
    const result = await runOn(loaded, options, terminal, (request) => runBacktestFromJournal(log, run, request));
    return { result, run };
  });
}
