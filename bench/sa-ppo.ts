// What training against an adversary is worth: plain PPO and SA-PPO on CartPole, both attacked where plain PPO breaks.
// The attack is maximal action difference, by PGD within ±0.15 of each number that the policy sees (Zhang et al. 2020).

import { createRandom } from '@tradingbot/core';
import {
  createSaPpo,
  LARGE_BATCH,
  LARGE_BATCH_ENVIRONMENTS,
  maximalActionDifference,
  randomAttack,
  type AdversarialSettings,
  type Backend,
  type PerturbationSettings,
} from '@tradingbot/trainer';
import { meanOf, medianOf, scores, trainCartPole } from './cart-pole-run.ts';
import { machine } from './machine.ts';

const SEEDS = [1, 2, 3, 4, 5];
const EPISODES = 40;
const WANTED = { times: 2, cleanLoss: 0.05 };
/** Position, speed, angle and angular speed may all be moved. */
const MASK = Uint8Array.of(1, 1, 1, 1);

const ATTACK: PerturbationSettings = {
  epsilon: 0.15,
  norm: 'linf',
  method: 'pgd',
  steps: 10,
  stepSize: 0.0375,
  randomStart: true,
  clipMin: null,
  clipMax: null,
};

/** Only the robust term, as in the paper: no row of a minibatch is moved for the other terms. */
const DEFENCE: AdversarialSettings = {
  perturbation: { ...ATTACK, steps: 3, stepSize: 0.075 },
  adversarialRatio: 0,
  robustKlCoef: 0.1,
  warmupUpdates: 10,
  attackPolicy: true,
  attackValue: false,
  epsilonSchedule: 'constant',
  epsilonFinal: 0.15,
  maxUpdates: 1,
  seed: 1,
};

interface Judged {
  readonly clean: readonly number[];
  readonly noise: readonly number[];
  readonly attacked: readonly number[];
}

export async function benchSaPpo(): Promise<void> {
  const plain: Judged[] = [];
  const robust: Judged[] = [];
  for (const seed of SEEDS) {
    plain.push(await judge('ppo', seed));
    robust.push(await judge('sa-ppo', seed));
  }
  const all = (judged: readonly Judged[], which: keyof Judged): number[] => judged.flatMap((one) => one[which]);
  const [before, after] = [medianOf(all(plain, 'attacked')), medianOf(all(robust, 'attacked'))];
  const cleanLoss = 1 - meanOf(all(robust, 'clean')) / meanOf(all(plain, 'clean'));
  console.log(
    JSON.stringify({
      bench: 'sa-ppo',
      epsilon: ATTACK.epsilon,
      seeds: SEEDS.length,
      plain_attacked_median: before,
      sa_ppo_attacked_median: after,
      times: Number((after / before).toFixed(2)),
      clean_loss: Number(cleanLoss.toFixed(4)),
      wanted_times: WANTED.times,
      wanted_clean_loss: WANTED.cleanLoss,
      holds: after >= WANTED.times * before && cleanLoss <= WANTED.cleanLoss,
      machine: machine(),
    }),
  );
}

async function judge(algorithm: 'ppo' | 'sa-ppo', seed: number): Promise<Judged> {
  const adversaryOf = (backend: Backend) => createSaPpo({ ...DEFENCE, seed }, backend, MASK);
  const settings = { ...LARGE_BATCH, seed };
  const { backend, steps, stepsPerSecond } = await trainCartPole(
    settings,
    LARGE_BATCH_ENVIRONMENTS,
    'simd',
    algorithm === 'sa-ppo' ? adversaryOf : undefined,
  );
  const judged = {
    clean: scores(backend, 7, EPISODES),
    noise: scores(backend, 7, EPISODES, randomAttack(ATTACK, MASK, createRandom(seed))),
    attacked: scores(backend, 7, EPISODES, maximalActionDifference(backend, ATTACK, MASK, createRandom(seed))),
  };
  console.log(
    JSON.stringify({
      bench: 'sa-ppo',
      algorithm,
      seed,
      steps,
      steps_per_second: stepsPerSecond,
      clean_mean: meanOf(judged.clean),
      noise_median: medianOf(judged.noise),
      attacked_median: medianOf(judged.attacked),
    }),
  );
  return judged;
}
