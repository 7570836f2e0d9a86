// `tradingbot eval`: every profile is a run of its own, with its own files, and all of them are one table.

import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  createEquityCurve,
  openResearchFolder,
  readTrials,
  recordTrials,
  runInMemory,
  type EquityPoint,
  type ResearchFolder,
  type Trial,
} from '@tradingbot/backtester/research';
import { planRun, runBacktest } from '@tradingbot/backtester/run';
import { overrideOf, strategySpecs, type ConfigDraft, type LoadedConfig } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { loadStrategies } from '@tradingbot/strategy/load';
import { changed, draftOf } from '../backtest/config-of.ts';
import { explained } from '../backtest/explained.ts';
import { createProgressLine } from '../backtest/progress-line.ts';
import type { Terminal } from '../terminal.ts';
import type { EvalOptions } from './eval-options.ts';
import { BENCHMARK, type EvalRow } from './eval-row.ts';
import { evalReport } from './eval-report.ts';
import { evalCsv, evalText } from './eval-text.ts';
import { figureNames } from './figures.ts';
import { profilesOf, type Profile } from './profiles.ts';

type Plan = Awaited<ReturnType<typeof planRun>>;

/** @returns the exit code */
export async function evaluate(options: EvalOptions, terminal: Terminal): Promise<number> {
  const draft = draftOf(options);
  const profiles = profilesOf(options, draft);
  const planned = await Promise.all(profiles.map((profile) => planProfile(draft, options, profile)));
  const first = planned.find((one) => one.plan !== undefined);
  if (first?.plan === undefined) throw planned[0]?.refusal ?? new InputError('tradingbot eval', 'no profile is named');
  const folder = openResearchFolder(first.plan, { kind: 'eval', profiles });
  try {
    const rows: EvalRow[] = [];
    const { benchmark, curve } = await heldThroughout(draft, options, first.profile, terminal.signal);
    // A wrong name is said before the long work.
    const names = figureNames(draft.get(['metrics']), benchmark.metrics ?? {});
    const tried: Tried[] = [];
    for (const one of planned) rows.push(await evaluated(one, folder, options, terminal, tried));
    rows.push(benchmark);
    folder.json('eval.json', Object.fromEntries(rows.map(({ name, metrics, why }) => [name, metrics ?? { why }])));
    folder.text('eval.csv', evalCsv(rows, names));
    folder.text('report.html', evalReport(rows, names, folder.draft, curve));
    const { runId, path } = folder.publish();
    // Every profile was a try on these bars. One that is stopped has judged nothing yet, and leaves none.
    for (const { artifactsDir, dataHash, trials } of tried) recordTrials(artifactsDir, dataHash, trials);
    const answer = { run_id: runId, profiles: rows, artifacts_dir: path };
    terminal.out(
      options.json === true
        ? `${JSON.stringify(answer, undefined, 2)}\n`
        : evalText(rows, names, path, terminal.colours),
    );
    return 0;
  } finally {
    folder.discard();
  }
}

/** What a run has entered into its own register. */
interface Tried {
  readonly artifactsDir: string;
  readonly dataHash: string;
  readonly trials: readonly Trial[];
}

interface PlannedProfile {
  readonly profile: Profile;
  readonly plan: Plan | undefined;
  /** Why there is no plan, such as bars that are too coarse. */
  readonly refusal: InputError | undefined;
}

async function planProfile(draft: ConfigDraft, options: EvalOptions, profile: Profile): Promise<PlannedProfile> {
  try {
    return { profile, plan: await planOf(configured(draft, options, profile)), refusal: undefined };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { profile, plan: undefined, refusal: error };
  }
}

function configured(draft: ConfigDraft, options: EvalOptions, profile: Profile): LoadedConfig {
  draft.override(overrideOf(['execution_profile'], profile, `--profile ${profile}`));
  return changed(draft, options);
}

async function planOf({ config, placeOf }: LoadedConfig): Promise<Plan> {
  const strategies = await loadStrategies(strategySpecs(config), placeOf, { artifactsDir: config.artifacts_dir });
  return planRun({ config, strategies, stack: '' });
}

/** A backtest like any other, whose folder becomes one of the study's. */
async function evaluated(
  { profile, plan, refusal }: PlannedProfile,
  folder: ResearchFolder,
  options: EvalOptions,
  terminal: Terminal,
  tried: Tried[],
): Promise<EvalRow> {
  if (plan === undefined) return { name: profile, metrics: null, why: refusal?.message ?? '' };
  const { config, strategies } = plan;
  const runs = join(folder.draft, `.${profile}`);
  const progress = createProgressLine(terminal, options.quiet !== true);
  try {
    const result = await explained(strategies, () =>
      runBacktest({
        config: { ...config, artifacts_dir: runs },
        strategies,
        journal: false,
        onProgress: progress.show,
        signal: terminal.signal,
      }),
    );
    const { run_id: _, artifacts_dir: made, bars_per_second: _rate, trials: _trials, ...metrics } = result;
    renameSync(made, join(folder.draft, profile));
    for (const { model } of strategies) model?.keep(config.artifacts_dir);
    for (const name of ['trades', 'equity_curve']) {
      copyFileSync(join(folder.draft, profile, `${name}.csv`), join(folder.draft, `${name}_${profile}.csv`));
    }
    const { dataHash } = plan.identity;
    tried.push({ artifactsDir: config.artifacts_dir, dataHash, trials: readTrials(runs, dataHash) });
    return { name: profile, metrics, why: null };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { name: profile, metrics: null, why: error.message };
  } finally {
    progress.clear();
    rmSync(runs, { recursive: true, force: true });
  }
}

/** What doing nothing but holding would have come to, under the first profile that could be run. */
async function heldThroughout(
  draft: ConfigDraft,
  { param: _, set = [], ...options }: EvalOptions,
  profile: Profile,
  signal: AbortSignal,
): Promise<{ readonly benchmark: EvalRow; readonly curve: readonly EquityPoint[] }> {
  // What was said of the strategies is not meant for this one.
  const others = set.filter((text) => !/^\s*strateg(?:y|ies)\b/.test(text));
  const plan = await planOf(configured(draft, { ...options, set: others, strategy: 'buy-and-hold' }, profile));
  const { points: curve, sink } = createEquityCurve(plan.catalog);
  const { metrics } = await runInMemory(plan, (await plan.openBars()).series, { signal, digest: true, sink });
  return { benchmark: { name: BENCHMARK, metrics, why: null }, curve };
}
