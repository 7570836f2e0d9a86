// A thread of a sweep: hears once what all combinations share, then takes tasks, gives a row for each, and says when it has
// none left.

import { parentPort } from 'node:worker_threads';
import { combinationLoader, runCombination, type SweepGround, type SweepTask } from './combination-run.ts';

const port = parentPort;

port?.once('message', (ground: SweepGround) => {
  const load = combinationLoader(ground.options);
  port.on('message', (tasks: readonly SweepTask[]) => {
    void work(tasks);
  });
  port.postMessage(null);

  async function work(tasks: readonly SweepTask[]): Promise<void> {
    for (const task of tasks) port?.postMessage(await runCombination(ground, load, task));
    port?.postMessage(null);
  }
});
