// Proximal policy optimisation, from top to bottom: act for a while, judge what was done, learn from it in minibatches.
// J. Schulman et al. (2017), with the details of S. Huang et al., "The 37 Implementation Details of PPO" (2022).

import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { createRandom } from '@tradingbot/core';
import { invariant } from '@tradingbot/domain';
import {
  criticOutputs,
  distributionOf,
  initialParameters,
  policyDeviations,
  type NetworkSpec,
  type NormaliserState,
} from '@tradingbot/policy';
import type { Backend, UpdateSettings, UpdateStats } from '../backend.ts';
import { stepResultFor, type StepResult, type VectorEnvironment } from '../environment.ts';
import type { Adversary } from './adversary.ts';
import { checkSettings } from './check-settings.ts';
import { estimateAdvantages } from './gae.ts';
import { initialKlPenalty, steerKlPenalty } from './kl-penalty.ts';
import { minibatches } from './minibatches.ts';
import { observationNormaliser } from './observation-normaliser.ts';
import { outputsFor } from './outputs.ts';
import { addEpisode, copyEpisodes, recentEpisodes } from './recent-episodes.ts';
import { reportOf, type IterationReport } from './report.ts';
import { rewardScale } from './reward-scale.ts';
import { createRollout, valuesOf } from './rollout.ts';
import { scheduled } from './schedule.ts';
import type { PpoSettings } from './settings.ts';
import type { PpoState } from './state.ts';
import { addStats, noStats, type StatSums } from './stat-sums.ts';

/** The epochs of an update end early where the KL divergence of a minibatch is beyond so many times its target. */
const KL_TOLERANCE = 1.5;
/** Of a policy that chooses. */
const NO_DEVIATIONS = new Float64Array(0);

export interface PpoParts {
  readonly settings: PpoSettings;
  readonly environment: VectorEnvironment;
  /** Its network's parameters and optimiser are set to what a run begins with, from the seed of the settings. */
  readonly backend: Backend;
  readonly adversary?: Adversary;
}

/** What acts: enough to evaluate it or to keep it. Copies, which training does not touch. */
export interface LearntPolicy {
  readonly spec: NetworkSpec;
  readonly parameters: Float32Array;
  readonly normaliser: NormaliserState | null;
}

export interface Ppo {
  /** Steps of all environments together. */
  readonly step: number;
  /** One rollout and its epochs. */
  iterate(): IterationReport;
  policy(): LearntPolicy;
  save(): PpoState;
  /** Goes on from a state as if nothing had stopped; of a state saved under other settings under these. */
  load(state: PpoState): void;
}

/** @throws InputError where two settings contradict each other */
export function createPpo({ settings, environment, backend, adversary }: PpoParts): Ppo {
  checkSettings(settings, backend.spec, environment);
  const { spec } = backend;
  const { nSteps, batchSize, nEpochs, gamma, gaeLambda } = settings;
  const environments = environment.count;
  const rows = nSteps * environments;
  const distribution = distributionOf(spec.head);
  const widths = { observation: environment.observations, action: distribution.width, critic: criticOutputs(spec) };
  const rollout = createRollout(rows, widths);
  const dealt = minibatches(rows, batchSize, widths, settings.normalizeAdvantage);

  // Arrays of one step, of all environments.
  const result = stepResultFor(environment);
  const observations = new Float32Array(environments * widths.observation);
  const actions = new Float32Array(environments * widths.action);
  const logProbs = new Float32Array(environments);
  const values = new Float32Array(environments);
  const outputs = outputsFor(spec, environments);
  const finals = new Float32Array(environments * widths.observation);

  const { normalizeObservations, normalizeRewards } = settings;
  const normaliser = normalizeObservations && observationNormaliser(widths.observation, normalizeObservations.clip);
  const scale = normalizeRewards && rewardScale(environments, gamma, normalizeRewards.clip);
  let random = createRandom(settings.seed);
  let klPenalty = settings.klPenalty === null ? null : initialKlPenalty(settings.klPenalty);
  let episodes = recentEpisodes();
  let step = 0;
  let iteration = 0;
  let epochs = 0;

  const parameters = initialParameters(spec, random);
  backend.setParameters(parameters);
  backend.setOptimiser({
    step: 0,
    mean: new Float32Array(parameters.length),
    variance: new Float32Array(parameters.length),
  });
  // 31 bits, which any environment can keep as a whole number.
  environment.reset(Math.floor((random.next() >>> 0) / 2), observations);
  normaliser?.see(observations, environments);

  function iterate(): IterationReport {
    act();
    judge();
    const progress = step / settings.totalTimesteps;
    const update = updateSettings(settings, progress, klPenalty?.weight ?? 0);
    const sums = learn(update);
    steer(sums);
    iteration++;
    return reportOf({
      step,
      iteration,
      epochs,
      episodes,
      rollout,
      update,
      sums,
      deviations: deviationsNow(),
      adversary,
    });
  }

  /** Only a normal distribution's parameters are worth copying for it. */
  function deviationsNow(): Float64Array {
    return spec.head.kind === 'gaussian' ? policyDeviations(spec, backend.parameters()) : NO_DEVIATIONS;
  }

  /** Fills the rollout: `nSteps` steps of every environment with the policy as it is. */
  function act(): void {
    const deviations = deviationsNow();
    for (let at = 0; at < rows; at += environments) {
      backend.forward(observations, environments, outputs);
      distribution.sample(outputs.actor, deviations, environments, random, actions, logProbs);
      valuesOf(outputs.critic, widths.critic, environments, values);
      rollout.observations.set(observations, at * widths.observation);
      rollout.actions.set(actions, at * widths.action);
      rollout.logProbs.set(logProbs, at);
      rollout.values.set(values, at);
      rollout.critic.set(outputs.critic, at * widths.critic);

      environment.step(actions, result);
      observations.set(result.observations);
      normaliser?.see(observations, environments);
      scale?.scale(result.rewards, result.terminated, result.truncated);
      bootstrapTruncated();
      for (let i = 0; i < environments; i++) {
        const ended = result.terminated[i] === 1 || result.truncated[i] === 1;
        rollout.rewards[at + i] = result.rewards[i] as number;
        rollout.ended[at + i] = ended ? 1 : 0;
        if (ended) addEpisode(episodes, result.episodeReturns[i] as number, result.episodeLengths[i] as number);
      }
    }
    step += rows;
  }

  /** An episode that was only cut off is given what the critic still expected of it (as in stable-baselines3). */
  function bootstrapTruncated(): void {
    const cut = gatherTruncated(result, widths.observation, finals);
    if (cut === 0) return;
    normaliser?.apply(finals, cut);
    backend.forward(finals, cut, outputs);
    valuesOf(outputs.critic, widths.critic, cut, values);
    for (let i = 0, row = 0; i < environments; i++) {
      if (!isCutOff(result, i)) continue;
      result.rewards[i] = (result.rewards[i] as number) + gamma * (values[row++] as number);
    }
  }

  /** Advantages and returns of the rollout. */
  function judge(): void {
    backend.forward(observations, environments, outputs);
    valuesOf(outputs.critic, widths.critic, environments, values);
    const { rewards, ended, values: estimates, advantages, returns } = rollout;
    const trajectories = { steps: nSteps, environments, rewards, values: estimates, ended, lastValues: values };
    estimateAdvantages(trajectories, gamma, gaeLambda, advantages, returns);
  }

  /**
   * `nEpochs` times over the rollout, in shuffled minibatches. Where the policy has moved too far it stops: after the
   * minibatch that showed it, while stable-baselines3 stops before that minibatch's step.
   */
  function learn(update: UpdateSettings): StatSums {
    const sums = noStats();
    adversary?.begin(iteration);
    for (let epoch = 0, tooFar = false; epoch < nEpochs && !tooFar; epoch++) {
      dealt.shuffle(random);
      sums.lastEpoch = { approxKl: 0, updates: 0 };
      for (let index = 0; index < dealt.count && !tooFar; index++) {
        const stats = learnFrom(index, update);
        addStats(sums, stats);
        tooFar = settings.targetKl !== null && stats.approxKl > KL_TOLERANCE * settings.targetKl;
      }
      epochs++;
    }
    return sums;
  }

  function learnFrom(index: number, update: UpdateSettings): UpdateStats {
    const batch = dealt.deal(rollout, index);
    if (adversary === undefined) return backend.update(batch, update);
    const disturbed = adversary.disturb(batch, update);
    const stats = backend.update(disturbed.batch, disturbed.settings);
    adversary.learnt(stats);
    return stats;
  }

  /** The next update's KL penalty follows from how far this one went. */
  function steer({ lastEpoch: { approxKl, updates } }: StatSums): void {
    if (settings.klPenalty === null || klPenalty === null || settings.targetKl === null) return;
    klPenalty = steerKlPenalty(settings.klPenalty, klPenalty, approxKl / updates, settings.targetKl);
  }

  function save(): PpoState {
    return {
      parameters: backend.parameters(),
      optimiser: backend.optimiser(),
      normaliser: normaliser?.save() ?? null,
      rewardScale: scale?.save() ?? null,
      klPenalty,
      random: random.getState(),
      step,
      iteration,
      epochs,
      episodes: copyEpisodes(episodes),
      environment: environment.save(),
      observations: observations.slice(),
      adversary: adversary?.save() ?? null,
    };
  }

  function load(state: PpoState): void {
    invariant(state.observations.length === observations.length, 'a saved run goes on with as many environments');
    backend.setParameters(state.parameters);
    backend.setOptimiser(state.optimiser);
    if (state.normaliser !== null) normaliser?.load(state.normaliser);
    if (state.rewardScale !== null) scale?.load(state.rewardScale);
    if (state.klPenalty !== null && klPenalty !== null) klPenalty = state.klPenalty;
    random = xoroshiro128plusFromState(state.random);
    ({ step, iteration, epochs } = state);
    episodes = copyEpisodes(state.episodes);
    environment.load(state.environment);
    observations.set(state.observations);
    if (state.adversary !== null) adversary?.load(state.adversary);
  }

  return {
    get step() {
      return step;
    },
    iterate,
    policy: () => ({ spec, parameters: backend.parameters(), normaliser: normaliser?.save() ?? null }),
    save,
    load,
  };
}

const updateSettings = (settings: PpoSettings, progress: number, klCoef: number): UpdateSettings => ({
  learningRate: scheduled(settings.learningRate, progress),
  clipRange: scheduled(settings.clipRange, progress),
  clipRangeVf: settings.clipRangeVf === null ? null : scheduled(settings.clipRangeVf, progress),
  entCoef: scheduled(settings.entCoef, progress),
  vfCoef: settings.vfCoef,
  maxGradNorm: settings.maxGradNorm,
  klCoef,
  robustKlCoef: 0,
  cvar: settings.cvar,
  adamEps: settings.adamEps,
});

/** An episode that ended in a state without a future has none, even where it would also have been cut off. */
const isCutOff = ({ truncated, terminated }: StepResult, environment: number): boolean =>
  truncated[environment] === 1 && terminated[environment] !== 1;

/** Writes the last observations of the episodes that were cut off, one after the other. */
function gatherTruncated(result: StepResult, width: number, finals: Float32Array): number {
  let cut = 0;
  for (let i = 0; i < result.truncated.length; i++) {
    if (!isCutOff(result, i)) continue;
    for (let at = 0; at < width; at++) {
      finals[cut * width + at] = result.finalObservations[i * width + at] as number;
    }
    cut++;
  }
  return cut;
}
