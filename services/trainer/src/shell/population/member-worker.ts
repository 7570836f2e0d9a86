// A thread of a population: takes the share of one member, gives what came of it, and waits for the next.

import { parentPort, workerData } from 'node:worker_threads';
import { openWorkshop } from '../train/learner.ts';
import type { TrainingGround } from '../train/training-ground.ts';
import { doTask, type MemberTask } from './member-task.ts';

const port = parentPort;
const workshop = openWorkshop(workerData as TrainingGround);

port?.on('message', (task: MemberTask) => {
  void workshop.then((open) => port.postMessage(doTask(open, task)));
});
