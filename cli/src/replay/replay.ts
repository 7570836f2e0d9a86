// `tradingbot replay`: a recorded run is decided again, and every decision compared.

import { replayJournal, type ReplayRequest, type Verdict } from '@tradingbot/backtester/journal';
import { strategySpecs } from '@tradingbot/config';
import type { LogReader } from '@tradingbot/event-log';
import { loadStrategies } from '@tradingbot/strategy/load';
import { changed } from '../backtest/config-of.ts';
import { explained } from '../backtest/explained.ts';
import { recordedDraft } from '../backtest/recorded-draft.ts';
import { chooseRun } from '../log/choose-run.ts';
import { manifestOf } from '../log/stored-event.ts';
import { withLog } from '../log/with-log.ts';
import { sameStack } from '../stack/same-stack.ts';
import type { Terminal } from '../terminal.ts';
import { createWorkProgress } from '../work-progress.ts';
import type { ReplayOptions } from './replay-options.ts';
import { verdictText } from './verdict-text.ts';

const NOT_IDENTICAL = 1;

/** @returns 0 when every decision is the same again, else 1 */
export async function replay(options: ReplayOptions, terminal: Terminal): Promise<number> {
  const { config, stack, set = [], param = [] } = options;
  const where = { ...(config === undefined ? {} : { config }), ...(stack === undefined ? {} : { stack }) };
  const verdict = await withLog(where, terminal, async (log) => {
    const { journal: run } = await chooseRun(log, options.run);
    return verdictOn(log, run, { set, param, isWatched: options.quiet !== true }, terminal);
  });
  terminal.out(
    options.json === true
      ? `${JSON.stringify(verdict, undefined, 2)}\n`
      : verdictText(verdict, terminal.colours, sameStack(where)),
  );
  return verdict.verdict === 'identical' ? 0 : NOT_IDENTICAL;
}

export interface Changes {
  readonly set: readonly string[];
  readonly param: readonly string[];
  readonly isWatched: boolean;
}

/** With changes the cores are built from the changed configuration: the first decision that it changes is shown. */
export async function verdictOn(
  log: LogReader,
  run: string,
  { set, param, isWatched }: Changes,
  terminal: Pick<Terminal, 'err' | 'progressColumns' | 'signal'>,
): Promise<Verdict> {
  const { configuration = {}, strategyCodeHashes } = await manifestOf(log, run);
  const { config, placeOf } = changed(recordedDraft({ configuration }, run), { set, param });
  const isChanged = set.length + param.length > 0;
  const strategies = await loadStrategies(strategySpecs(config), placeOf, {
    artifactsDir: config.artifacts_dir,
    // A policy is replayed with the model that decided, whatever lies under its name by now.
    ...(strategyCodeHashes === undefined || isChanged ? {} : { codeHashes: strategyCodeHashes }),
  });
  const progress = createWorkProgress(terminal, isWatched);
  const started = performance.now();
  const { signal } = terminal;
  const onProgress = (done: number, total: number): void => {
    const seconds = Math.max((performance.now() - started) / 1_000, 1e-6);
    progress.show({ done, total, perSecond: Math.round(done / seconds), unit: 'events' });
  };
  const asRecorded: ReplayRequest = { strategies, onProgress, signal };
  try {
    return await explained(strategies, () =>
      replayJournal(log, run, isChanged ? { ...asRecorded, config } : asRecorded),
    );
  } finally {
    progress.clear();
  }
}
