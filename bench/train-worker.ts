// One thread that trains: says that it is warm, waits for the word, trains for a while and says how fast.

import { parentPort, workerData } from 'node:worker_threads';
import {
  cartPole,
  createPpo,
  createSimdBackend,
  LARGE_BATCH,
  LARGE_BATCH_ENVIRONMENTS,
  SB3_DEFAULTS,
  type Ppo,
} from '@tradingbot/trainer';
import { CART_POLE } from './cart-pole-run.ts';

export type TrainCase = 'sb3' | 'large-batch';

export interface TrainRate {
  /** Steps of the environment, with all that is learnt from them. */
  readonly stepsPerSecond: number;
}

const MEASURED_MS = 3_000;
const WARM_UP_ITERATIONS = 3;

function trainerOf(which: TrainCase): Ppo {
  const backend = createSimdBackend(CART_POLE);
  return which === 'sb3'
    ? createPpo({ settings: SB3_DEFAULTS, environment: cartPole(1), backend })
    : createPpo({ settings: LARGE_BATCH, environment: cartPole(LARGE_BATCH_ENVIRONMENTS), backend });
}

const ppo = trainerOf(workerData as TrainCase);
for (let i = 0; i < WARM_UP_ITERATIONS; i++) ppo.iterate();
parentPort?.once('message', () => {
  const before = ppo.step;
  const start = performance.now();
  while (performance.now() - start < MEASURED_MS) ppo.iterate();
  const stepsPerSecond = ((ppo.step - before) / (performance.now() - start)) * 1_000;
  parentPort?.postMessage({ stepsPerSecond } satisfies TrainRate);
});
parentPort?.postMessage({ stepsPerSecond: 0 } satisfies TrainRate);
