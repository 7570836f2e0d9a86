// What every training has: a folder, and the answer that is given at its end.

import { InputError } from '@tradingbot/domain';
import { layoutOf } from '@tradingbot/policy';
import type { TrainingPlan } from './plan-training.ts';
import { createRunFolder, runFolder, type RunFolder } from './run-folder.ts';
import { runIdOf } from './run-identity.ts';

/** The folder of the run that goes on, or a new one. */
export function folderOf(plan: TrainingPlan, runId: string | undefined, startedAt: string): RunFolder {
  const { artifacts_dir: artifactsDir, run_id: named } = plan.ground.config;
  return runId === undefined
    ? createRunFolder(artifactsDir, named ?? runIdOf(plan.hashes, startedAt))
    : runFolder(artifactsDir, runId);
}

export const resultBase = (plan: TrainingPlan, folder: RunFolder, backend: string) => {
  const { config, markets, network, plan: observed } = plan.ground;
  return {
    run_id: folder.runId,
    algorithm: config.adversarial?.enabled === true ? ('sa-ppo' as const) : ('ppo' as const),
    backend,
    synthetic: plan.synthetic,
    symbols: markets.map(({ symbol }) => symbol),
    asset_class: plan.assetClass,
    timeframe: plan.timeframe,
    features: observed.features.length,
    parameters: layoutOf(network).size,
    metric: config.eval.metric,
    artifacts_dir: folder.path,
  };
};

/** @param what is gone on from. @throws InputError when there is nothing left to learn */
export function refuseDone(what: string, step: number, total: number): void {
  if (step < total) return;
  throw new InputError(
    what,
    `has learnt from ${step} steps already, and the run is to have ${total}`,
    'write more model.params.total_timesteps to go on',
  );
}
