// The whole of an evaluation: a contest under each profile, and what luck may have to do with it.

import {
  dailyReturnsOf,
  daysPerYearOf,
  readTrials,
  trialFigures,
  trialOfReturns,
  type Trial,
} from '@tradingbot/backtester/research';
import type { RunPlan } from '@tradingbot/backtester/run';
import { holdSeries, type HeldSeries } from '@tradingbot/bars/files';
import { formatMicros, InputError } from '@tradingbot/domain';
import type { Moments } from '@tradingbot/metrics';
import type { TrainedModel } from '@tradingbot/strategy';
import { sweepProgress } from '../../research/sweep-progress.ts';
import type { Terminal } from '../../terminal.ts';
import { contest, runsIn, type ContestGround, type ContestRun } from './contest.ts';
import { medianFigures, seedResults, type SeedResult } from './contest-figures.ts';
import { judgedRange, type JudgedRange } from './judged-range.ts';
import type { ContestantResult, ModelEvaluation, ProfileResult } from './model-evaluation.ts';
import { overfittingOf, type Candidate } from './overfitting.ts';
import type { PlannedProfile } from './plan-profiles.ts';

export interface Judgement {
  readonly evaluation: Omit<ModelEvaluation, 'bar'>;
  /** Under the first profile, of the first seed: each contestant's ranges as one curve. */
  readonly curves: readonly { readonly name: string; readonly points: SeedResult['points'] }[];
  /** For the register: one for each profile. */
  readonly tried: readonly { readonly plan: RunPlan; readonly trial: Trial; readonly moments: Moments }[];
}

interface Prepared extends PlannedProfile {
  readonly ground: Omit<ContestGround, 'onRun'>;
  readonly judged: JudgedRange;
}

/** @param candidates the model and its siblings */
export async function judge(
  planned: readonly PlannedProfile[],
  model: TrainedModel,
  candidates: readonly Candidate[],
  isWatched: boolean,
  terminal: Terminal,
): Promise<Judgement> {
  const prepared = new Map<PlannedProfile, Prepared>();
  for (const one of planned) {
    const ready = one.plan === undefined ? undefined : await prepare(one, one.plan, terminal.signal);
    if (ready !== undefined) prepared.set(one, ready);
  }
  const [first] = prepared.values();
  if (first === undefined) throw new InputError('tradingbot eval', 'no profile is named');
  const total = [...prepared.values()].reduce((sum, { ground }) => sum + runsIn(ground), candidates.length);
  const progress = sweepProgress(terminal, isWatched, total);
  let done = 0;
  const onRun = (): void => progress.show((done += 1));
  try {
    const results = new Map<PlannedProfile, ProfileOutcome>();
    for (const [one, { ground, profile }] of prepared)
      results.set(one, await judgeProfile(profile, { ...ground, onRun }));
    const { plan } = first.ground;
    const daysPerYear = daysPerYearOf(plan.catalog);
    const overfitting = await overfittingOf({ ...first.ground, onRun }, candidates, daysPerYear);
    return {
      evaluation: {
        model: {
          sha256: model.sha256,
          path: model.path,
          step: model.data.step,
          timeframe: model.data.timeframe,
          asset_class: model.data.assetClass,
        },
        synthetic: plan.identity.synthetic,
        currency: plan.catalog.currency,
        symbols: plan.catalog.instruments.map(({ symbol }) => symbol),
        sample: first.judged.sample,
        seeds: first.ground.seeds,
        profiles: planned.map((one) => {
          const outcome = results.get(one);
          return outcome === undefined ? notRun(one) : judgedByTrials(outcome, [...results.values()]);
        }),
        overfitting,
        warnings: first.judged.warning === undefined ? [] : [first.judged.warning],
      },
      curves: [...results.values()][0]?.curves ?? [],
      tried: [...results.values()].map(({ tried }) => tried),
    };
  } finally {
    progress.clear();
  }
}

async function prepare(planned: PlannedProfile, plan: RunPlan, signal: AbortSignal): Promise<Prepared> {
  const held: HeldSeries = await holdSeries((await plan.openBars()).series);
  const [policy] = plan.strategies;
  const data = policy?.model?.data;
  if (policy === undefined || data === undefined) throw new InputError('--model', 'the configuration trades no model');
  const { config } = plan;
  const judged = judgedRange(held, data, policy.definition.warmup?.(policy.params) ?? 1, config);
  const seeds = Array.from({ length: config.eval.seeds }, (_, at) => config.seed + at);
  return {
    ...planned,
    judged,
    ground: { plan, held, ranges: judged.ranges, seeds, rivals: planned.rivals, signal },
  };
}

interface ProfileOutcome {
  readonly result: Omit<ProfileResult, 'trials'>;
  readonly curves: Judgement['curves'];
  readonly tried: Judgement['tried'][number];
}

async function judgeProfile(name: string, ground: ContestGround): Promise<ProfileOutcome> {
  const { plan, ranges } = ground;
  const { cash } = plan.config.portfolio;
  const daysPerYear = daysPerYearOf(plan.catalog);
  const runs = await contest(ground);
  const contestants = [...new Set(runs.map(({ contestant }) => contestant))].map((one) => {
    const own = runs.filter(({ contestant }) => contestant === one);
    return { name: one, own, seeds: seedResults(own, cash, daysPerYear) };
  });
  const returns = dailyReturnsOf(contestants[0]?.seeds[0]?.points ?? [], Number(cash), daysPerYear);
  return {
    result: {
      name,
      why: null,
      folds: ranges.map(({ from, to }, at) => ({ fold: at + 1, from: formatMicros(from), to: formatMicros(to) })),
      contestants: contestants.map(({ name: contestant, own, seeds }) => contestantResult(contestant, own, seeds)),
    },
    curves: contestants.map(({ name: contestant, seeds }) => ({ name: contestant, points: seeds[0]?.points ?? [] })),
    tried: { plan, ...trialOfReturns(plan, returns) },
  };
}

/** Every profile that was run is a try, and so is what the register holds of these bars. */
function judgedByTrials(
  { result, tried: { plan, moments } }: ProfileOutcome,
  all: readonly ProfileOutcome[],
): ProfileResult {
  const own = all
    .map(({ tried }) => tried)
    .filter(({ plan: { identity } }) => identity.dataHash === plan.identity.dataHash);
  const idOf = ({ configuration_hash, code_hash }: Trial): string => `${configuration_hash} ${code_hash}`;
  const ids = new Set(own.map(({ trial }) => idOf(trial)));
  const others = readTrials(plan.config.artifacts_dir, plan.identity.dataHash).filter((one) => !ids.has(idOf(one)));
  return { ...result, trials: trialFigures([...others, ...own.map(({ trial }) => trial)], moments) };
}

const contestantResult = (
  name: string,
  runs: readonly ContestRun[],
  seeds: readonly SeedResult[],
): ContestantResult => ({
  name,
  figures: medianFigures(seeds),
  by_seed: seeds.map(({ seed, figures }) => ({ seed, figures })),
  by_fold: runs.map(({ fold, seed, metrics: { total_return, sharpe, sortino, max_drawdown } }) => ({
    fold,
    seed,
    total_return,
    sharpe,
    sortino,
    max_drawdown,
  })),
});

const notRun = ({ profile, refusal }: PlannedProfile): ProfileResult => ({
  name: profile,
  why: refusal?.message ?? '',
  folds: [],
  contestants: [],
  trials: null,
});
