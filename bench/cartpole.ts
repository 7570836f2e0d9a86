// Does it learn, and how soon: CartPole-v1 with the defaults of stable-baselines3, over five fixed seeds.
// `npm run bench -- cartpole [simd|tfjs]`.

import process from 'node:process';
import { SB3_DEFAULTS } from '@tradingbot/trainer';
import { CART_POLE, meanOf, medianOf, scores, trainCartPole } from './cart-pole-run.ts';
import { machine } from './machine.ts';

const SEEDS = [1, 2, 3, 4, 5];
const EPISODES = 100;
/** Gymnasium calls CartPole-v1 solved at this mean; an episode has 500 steps at most. */
const SOLVED = 475;
const WANTED = 4;

export async function benchCartPole(): Promise<void> {
  const name = process.argv[3] === 'tfjs' ? 'tfjs' : 'simd';
  const rates: number[] = [];
  let solved = 0;
  for (const seed of SEEDS) {
    const { backend, steps, stepsPerSecond } = await trainCartPole({ ...SB3_DEFAULTS, seed }, 1, name);
    const returns = scores(backend, 1_000 + seed, EPISODES);
    const mean = meanOf(returns);
    if (mean >= SOLVED) solved++;
    rates.push(stepsPerSecond);
    console.log(
      JSON.stringify({
        bench: 'cartpole',
        backend: backend.name,
        seed,
        steps,
        steps_per_second: stepsPerSecond,
        mean_return: mean,
        least_return: Math.min(...returns),
        episodes: EPISODES,
      }),
    );
    backend.dispose();
  }
  console.log(
    JSON.stringify({
      bench: 'cartpole',
      backend: name,
      network: CART_POLE.hidden,
      seeds: SEEDS.length,
      seeds_solved: solved,
      seeds_wanted: WANTED,
      steps_per_second: medianOf(rates),
      machine: machine(),
    }),
  );
}
