// `tradingbot replay --what-if`: the market of a recorded run under another configuration, beside what was recorded, and the
// first decision that is not the same.

import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordedResults, runBacktestFromJournal } from '@tradingbot/backtester/journal';
import { firstDecisionApart } from '@tradingbot/backtester/research';
import type { LoadedConfig } from '@tradingbot/config';
import type { LogReader } from '@tradingbot/event-log';
import { changed, configOf } from '../backtest/config-of.ts';
import { recordedDraft } from '../backtest/recorded-draft.ts';
import { runOn } from '../backtest/run-on.ts';
import { chooseRun } from '../log/choose-run.ts';
import { manifestOf } from '../log/stored-event.ts';
import { withLog } from '../log/with-log.ts';
import { sameStack } from '../stack/same-stack.ts';
import type { Terminal } from '../terminal.ts';
import type { ReplayOptions } from './replay-options.ts';
import type { WhatIf } from './what-if-answer.ts';
import { whatIfText } from './what-if-text.ts';

/** @returns the exit code: 0 whatever the answer is */
export async function whatIf(options: ReplayOptions, terminal: Terminal): Promise<number> {
  const { config, stack } = options;
  const where = { ...(config === undefined ? {} : { config }), ...(stack === undefined ? {} : { stack }) };
  const answer = await withLog(where, terminal, async (log) => {
    const { journal: run } = await chooseRun(log, options.run);
    return answerOf(log, run, await configuredFor(log, run, options), options, terminal);
  });
  terminal.out(
    options.json === true
      ? `${JSON.stringify(answer, undefined, 2)}\n`
      : whatIfText(answer, terminal.colours, sameStack(where)),
  );
  return 0;
}

/** Another configuration, or the recorded one; `--set` and `--param` over it. */
async function configuredFor(log: LogReader, run: string, options: ReplayOptions): Promise<LoadedConfig> {
  const { config, set = [], param = [] } = options;
  if (config !== undefined) return configOf({ config, set, param });
  const { configuration = {} } = await manifestOf(log, run);
  return changed(recordedDraft({ configuration }, run), { set, param });
}

/** Exported for who has a log already. */
export async function answerOf(
  log: LogReader,
  run: string,
  loaded: LoadedConfig,
  { quiet }: Pick<ReplayOptions, 'quiet'>,
  terminal: Terminal,
): Promise<WhatIf> {
  const scratch = mkdtempSync(join(tmpdir(), 'tradingbot-what-if-'));
  try {
    const { signal } = terminal;
    const folders = { artifactsDir: join(scratch, 'artifacts'), logsDir: join(scratch, 'logs') };
    const {
      artifacts_dir: _,
      bars_per_second: _rate,
      ...recorded
    } = await recordedResults(log, run, {
      ...folders,
      signal,
    });
    const asked = { journal: true as const, ...(quiet === undefined ? {} : { quiet }) };
    const result = await runOn(loaded, asked, terminal, (request) => runBacktestFromJournal(log, run, request));
    const journal = join(result.artifacts_dir, 'journal.jsonl');
    const apart = await firstDecisionApart(log, run, journal);
    // It was written to be compared.
    rmSync(journal);
    return {
      run,
      identical: apart === undefined && result.decision_digest === recorded.decision_digest,
      recorded,
      what_if: result,
      first_difference: apart ?? null,
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
