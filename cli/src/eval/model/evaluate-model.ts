// `tradingbot eval --model`: a trained policy on ranges that it does not know, several times, against rivals that need no
// training; and how much of what it shows may be luck.

import { openResearchFolder, recordTrials } from '@tradingbot/backtester/research';
import { InputError } from '@tradingbot/domain';
import { keptPath, PROMOTED } from '@tradingbot/strategy/load';
import { draftOf } from '../../backtest/config-of.ts';
import type { Terminal } from '../../terminal.ts';
import type { EvalOptions } from '../eval-options.ts';
import { figureNames } from '../figures.ts';
import { profilesOf } from '../profiles.ts';
import { failuresOf } from './bar.ts';
import { homeOfModel } from './home-of-model.ts';
import { judge } from './judge.ts';
import { learningCurvesIn } from './learning-curves.ts';
import type { ModelEvaluation } from './model-evaluation.ts';
import { modelEvalReport } from './model-eval-report.ts';
import { foldsCsv, modelEvalCsv, modelEvalText } from './model-eval-text.ts';
import { candidatesIn } from './overfitting.ts';
import { momentumIn, planProfile, tradePolicy, type PlannedProfile } from './plan-profiles.ts';

const BELOW_BAR = 1;

export interface ModelEvalOptions extends EvalOptions {
  readonly model: string;
}

/** @returns 0, or 1 when the model is below `eval.bar` */
export async function evaluateModel(options: ModelEvalOptions, terminal: Terminal): Promise<number> {
  const draft = draftOf(options);
  const profiles = profilesOf(options, draft);
  const momentum = momentumIn(draft);
  tradePolicy(draft, options.model);
  const planned: PlannedProfile[] = [];
  for (const profile of profiles) planned.push(await planProfile(draft, options, profile, momentum));
  const plan = planned.find((one) => one.plan !== undefined)?.plan;
  const model = plan?.strategies[0]?.model;
  if (plan === undefined || model === undefined) {
    throw planned[0]?.refusal ?? new InputError('--model', 'the configuration trades no model');
  }
  const { artifacts_dir: artifactsDir, eval: settings } = plan.config;
  const path = model.path === PROMOTED ? keptPath(artifactsDir, model.sha256) : model.path;
  const home = homeOfModel(path);
  const folder = openResearchFolder(plan, { kind: 'eval', profiles, model: model.sha256 });
  try {
    const {
      evaluation: judged,
      curves,
      tried,
    } = await judge(planned, model, candidatesIn(home, path), options.quiet !== true, terminal);
    const figures = judged.profiles.find(({ why }) => why === null)?.contestants[0]?.figures;
    const names = figureNames(draft.get(['metrics']), figures ?? {});
    const failures = failuresOf(judged, settings.bar);
    const evaluation: ModelEvaluation = { ...judged, bar: { passed: failures.length === 0, failures } };
    folder.json('eval.json', evaluation);
    folder.text('eval.csv', modelEvalCsv(evaluation, names));
    folder.text('eval_folds.csv', foldsCsv(evaluation));
    folder.text('report.html', modelEvalReport(evaluation, names, model.data, curves, learningCurvesIn(home)));
    model.keep(artifactsDir);
    const { runId, path: made } = folder.publish();
    // Every profile was a try on these bars. One that is stopped has judged nothing yet, and leaves none.
    for (const { plan: run, trial } of tried) recordTrials(artifactsDir, run.identity.dataHash, [trial]);
    terminal.out(
      options.json === true
        ? `${JSON.stringify({ run_id: runId, ...evaluation, artifacts_dir: made }, undefined, 2)}\n`
        : modelEvalText(evaluation, names, made, terminal.colours),
    );
    return failures.length === 0 ? 0 : BELOW_BAR;
  } finally {
    folder.discard();
  }
}
