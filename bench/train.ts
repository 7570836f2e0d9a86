// How fast training is: steps of an environment learnt from, per second; three budgets.
// Each case in worker threads, as the members of a population run: one alone, and two at once.

import { Worker } from 'node:worker_threads';
import { join } from 'node:path';
import { machine } from './machine.ts';
import { medianOf } from './cart-pole-run.ts';
import { measureStableBaselines3 } from './stable-baselines3.ts';
import { benchTrainEnvironment } from './train-environment.ts';
import type { TrainCase, TrainRate } from './train-worker.ts';

const RUNS = 3;

export async function benchTrain(): Promise<void> {
  benchTrainEnvironment();
  console.log(JSON.stringify({ bench: 'train', runs: RUNS, machine: machine() }));
  const one = await rateOf('sb3', 1);
  report({ case: '2048/64, 10 epochs', threads: 1, steps_per_second: one, budget: 20_000 });
  const two = await rateOf('sb3', 2);
  const times = Number((two / one).toFixed(2));
  report({ case: '2048/64, 10 epochs', threads: 2, steps_per_second: two, times_of_one: times, wanted_times: 1.6 });
  const large = await rateOf('large-batch', 1);
  report({ case: 'large-batch preset', threads: 1, steps_per_second: large, budget: 150_000 });
  console.log(
    JSON.stringify({ bench: 'train', case: 'stable-baselines3, as the first', ...measureStableBaselines3() }),
  );
}

const report = (figures: Readonly<Record<string, string | number>>): void =>
  console.log(JSON.stringify({ bench: 'train', ...figures, load: machine().load }));

/** Median over the runs, of all threads together. */
async function rateOf(which: TrainCase, threads: number): Promise<number> {
  const rates: number[] = [];
  for (let run = 0; run < RUNS; run++) rates.push(await runThreads(which, threads));
  return medianOf(rates);
}

/** All begin at once, when the last one has warmed up, and are measured for the same time. */
async function runThreads(which: TrainCase, threads: number): Promise<number> {
  const workers = Array.from(
    { length: threads },
    () => new Worker(join(import.meta.dirname, 'train-worker.ts'), { workerData: which }),
  );
  try {
    await Promise.all(workers.map(message));
    const rates = workers.map(message);
    for (const worker of workers) worker.postMessage('begin');
    const all = await Promise.all(rates);
    return Math.round(all.reduce((sum, { stepsPerSecond }) => sum + stepsPerSecond, 0));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

const message = (worker: Worker): Promise<TrainRate> =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
