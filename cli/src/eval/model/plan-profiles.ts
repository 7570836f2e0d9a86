// The plans of an evaluation: the policy under each profile, as far as it can be run there.

import { planRun, type RunPlan } from '@tradingbot/backtester/run';
import { overrideOf, strategySpecs, type ConfigDraft, type PlaceOf } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { loadStrategies, type LoadedStrategy } from '@tradingbot/strategy/load';
import { changed } from '../../backtest/config-of.ts';
import type { EvalOptions } from '../eval-options.ts';
import type { Profile } from '../profiles.ts';

export interface PlannedProfile {
  readonly profile: Profile;
  readonly plan: RunPlan | undefined;
  /** What the policy is compared with; none where there is no plan. */
  readonly rivals: readonly LoadedStrategy[];
  /** Why there is no plan, such as bars that are too coarse, or a model for others. */
  readonly refusal: InputError | undefined;
}

const POLICY = 'policy';

/** The draft trades the model from here on. Parameters of the file stay where it names the policy already. */
export function tradePolicy(draft: ConfigDraft, model: string): void {
  const isPolicy = draft.get(['strategy', 'name']) === POLICY && draft.get(['strategies']) === undefined;
  if (!isPolicy) draft.override(overrideOf(['strategy'], { name: POLICY }, '--model'));
  draft.override(overrideOf(['strategies'], null, '--model'));
  if (draft.get(['strategy', 'params', 'model']) !== undefined) {
    draft.override(overrideOf(['strategy', 'params', 'model'], null, '--model'));
  }
  draft.override(overrideOf(['strategy', 'model'], model, '--model'));
}

/** @param momentum parameters of the rival of that name */
export async function planProfile(
  draft: ConfigDraft,
  options: EvalOptions,
  profile: Profile,
  momentum: Readonly<Record<string, unknown>>,
): Promise<PlannedProfile> {
  try {
    draft.override(overrideOf(['execution_profile'], profile, `--profile ${profile}`));
    const { config, placeOf } = changed(draft, options);
    const strategies = await loadStrategies(strategySpecs(config), placeOf, { artifactsDir: config.artifacts_dir });
    const plan = await planRun({ config, strategies, stack: '' });
    return { profile, plan, rivals: await rivalsOf(momentum, placeOf), refusal: undefined };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { profile, plan: undefined, rivals: [], refusal: error };
  }
}

/** The parameters of the file where it trades momentum, else the strategy's own. */
export function momentumIn(draft: ConfigDraft): Readonly<Record<string, unknown>> {
  const params = draft.get(['strategy', 'name']) === 'momentum' ? draft.get(['strategy', 'params']) : undefined;
  return (params ?? {}) as Readonly<Record<string, unknown>>;
}

const rivalsOf = (momentum: Readonly<Record<string, unknown>>, placeOf: PlaceOf): Promise<LoadedStrategy[]> =>
  loadStrategies(
    [
      { name: 'buy-and-hold', params: {}, keys: ['strategy'] },
      { name: 'momentum', params: momentum, keys: ['strategy'] },
    ],
    placeOf,
  );
