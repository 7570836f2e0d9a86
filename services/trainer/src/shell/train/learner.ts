// One policy that learns: the algorithm in its environment, and how it is judged. What it is between two rollouts can be
// taken out and put into another learner of the same ground, on whichever thread.

import type { NormaliserState } from '@tradingbot/policy';
import type { PpoState, Backend, Ppo } from '../../core/index.ts';
import { createPpo, createSaPpo } from '../../core/index.ts';
import { chooseBackend } from '../choose-backend.ts';
import { judgePolicy, type JudgedBy, type Judgement } from './judge-policy.ts';
import { adversarialSettingsOf, marketSettingsOf, ppoSettingsOf, type Variation } from './settings-of.ts';
import {
  moneyScaleOf,
  stressedEnvironment,
  trainingEnvironment,
  validationEnvironment,
  type TrainingGround,
} from './training-ground.ts';

export interface Learner {
  readonly ppo: Ppo;
  /** On the validation range, without chance. Learning goes on as if it had not been asked. */
  judge(): LearnerJudgement;
}

export interface LearnerJudgement extends Judgement {
  /** The figures under the execution that it learns under, for the reader alone; `null` where that is no worse. */
  readonly stressed: Judgement['figures'] | null;
}

/** What learners on one thread share: they are used one after the other. */
export interface Workshop {
  /** A learner with values and luck of its own; the one before it is used up. */
  learner(variation: Variation, state?: PpoState): Learner;
  dispose(): void;
}

export async function openWorkshop(ground: TrainingGround): Promise<Workshop> {
  const { backend } = await chooseBackend(ground.backend, ground.network);
  return workshopOn(ground, backend);
}

export function workshopOn(ground: TrainingGround, backend: Backend): Workshop {
  const { config, markets, daysPerYear } = ground;
  const environment = trainingEnvironment(ground);
  const moneyScale = moneyScaleOf(ground);
  const judged: JudgedBy = {
    backend,
    environment: validationEnvironment(ground),
    closeTimes: markets.map(({ closeTime }) => closeTime),
    cash: marketSettingsOf(config, moneyScale).cash / 10 ** moneyScale,
    daysPerYear,
  };
  const stressed = stressedEnvironment(ground);
  function judge(normaliser: NormaliserState | null): LearnerJudgement {
    const worse = stressed === null ? null : judgePolicy({ ...judged, environment: stressed }, normaliser);
    return { ...judgePolicy(judged, normaliser), stressed: worse?.figures ?? null };
  }
  return {
    learner(variation, state) {
      const adversary = adversaryOf(ground, backend, variation);
      const settings = ppoSettingsOf(config, variation);
      const ppo = createPpo({ settings, environment, backend, ...(adversary === null ? {} : { adversary }) });
      if (state !== undefined) ppo.load(state);
      return { ppo, judge: () => judge(ppo.policy().normaliser) };
    },
    dispose: () => backend.dispose(),
  };
}

/** Only facts of the market can be moved: what the account is, is known for certain. */
function adversaryOf({ config, plan }: TrainingGround, backend: Backend, variation: Variation) {
  const settings = adversarialSettingsOf(config, variation);
  if (settings === null) return null;
  const mask = new Uint8Array(plan.features.length);
  mask.set(plan.marketMask.subarray(0, mask.length));
  return createSaPpo(settings, backend, mask);
}
