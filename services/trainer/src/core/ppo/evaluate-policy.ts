// How a policy does when it is only asked, not taught: whole episodes, with the normaliser as it was fitted.

import { createRandom } from '@tradingbot/core';
import { distributionOf, normalise, policyDeviations, type NormaliserState } from '@tradingbot/policy';
import type { Backend } from '../backend.ts';
import { stepResultFor, type VectorEnvironment } from '../environment.ts';
import { outputsFor } from './outputs.ts';

/** Moves what the policy is about to see, in place, as an attack does. */
export type Disturb = (observations: Float32Array, rows: number) => void;

export interface Evaluation {
  readonly backend: Pick<Backend, 'spec' | 'parameters' | 'forward'>;
  readonly normaliser: NormaliserState | null;
  readonly environment: VectorEnvironment;
  readonly episodes: number;
  /** The likeliest action instead of a drawn one. */
  readonly deterministic: boolean;
  readonly seed: number;
  /** Sees normalised observations, as the network does. */
  readonly disturb?: Disturb;
}

export interface EpisodeScores {
  /** Sum of rewards and number of steps of each episode. */
  readonly returns: readonly number[];
  readonly lengths: readonly number[];
}

/**
 * Begins the environment anew. Each of its copies plays its share of the episodes, the first ones one more where they do
 * not divide: were the episodes that end first taken, short ones would count too often.
 */
export function evaluatePolicy(evaluation: Evaluation): EpisodeScores {
  const { backend, normaliser, environment, episodes, deterministic, seed, disturb } = evaluation;
  const { spec } = backend;
  const { count } = environment;
  const random = createRandom(seed);
  const distribution = distributionOf(spec.head);
  const deviations = policyDeviations(spec, backend.parameters());
  const result = stepResultFor(environment);
  const outputs = outputsFor(spec, count);
  const actions = new Float32Array(count * distribution.width);
  const logProbs = new Float32Array(count);
  const observations = new Float32Array(count * environment.observations);
  const left = Int32Array.from({ length: count }, (_, i) => Math.floor((episodes + count - 1 - i) / count));
  const scores = { returns: [] as number[], lengths: [] as number[] };

  environment.reset(seed, observations);
  while (scores.returns.length < episodes) {
    if (normaliser !== null) normalise(normaliser, observations, count);
    disturb?.(observations, count);
    backend.forward(observations, count, outputs);
    if (deterministic) distribution.mode(outputs.actor, count, actions);
    else distribution.sample(outputs.actor, deviations, count, random, actions, logProbs);
    environment.step(actions, result);
    observations.set(result.observations);
    for (let i = 0; i < count; i++) {
      if (result.terminated[i] !== 1 && result.truncated[i] !== 1) continue;
      left[i] = (left[i] as number) - 1;
      if ((left[i] as number) < 0) continue;
      scores.returns.push(result.episodeReturns[i] as number);
      scores.lengths.push(result.episodeLengths[i] as number);
    }
  }
  return scores;
}
