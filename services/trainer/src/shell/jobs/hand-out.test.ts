// A population over the bus: any number of workers, one of which dies, come to what one thread comes to.

import { describe, expect, test } from '@jest/globals';
import { createMemoryBus } from '@tradingbot/bus/in-memory';
import { explainIssue, TrainConfigSchema, type TrainConfig } from '@tradingbot/config';
import type { MemberDone, MemberTask } from '../population/member-task.ts';
import { openThreads } from '../population/member-threads.ts';
import { openWorkshop } from '../train/learner.ts';
import { planTraining } from '../train/plan-training.ts';
import type { TrainingGround } from '../train/training-ground.ts';
import { handOut } from './hand-out.ts';
import { jobOf, jobSubjects } from './job-messages.ts';
import { workOff } from './work-off.ts';

const KEYS = {
  mode: 'train',
  backend: 'simd',
  data: {
    generator: {
      symbols: ['BTCUSDT'],
      timeframe: '1h',
      from: '2024-01-01',
      bars: 300,
      start_prices: { BTCUSDT: 40_000 },
    },
  },
  fees: { taker_bps: 10 },
  features: { include: ['ret_bar', 'cash_ratio'] },
  env: { n_envs: 2, episode_bars: 24 },
  policy: { hidden: [4] },
  model: { params: { total_timesteps: 256, n_steps: 32, batch_size: 32 } },
};

function config(): TrainConfig {
  const parsed = TrainConfigSchema.safeParse(KEYS);
  if (!parsed.success) throw new Error(explainIssue(TrainConfigSchema, KEYS, parsed.error.issues).what);
  return parsed.data;
}

const plan = planTraining(config());
const groundOf = async (): Promise<TrainingGround> => ({ ...(await plan).ground, backend: 'simd' });
const tasks = [0, 1, 2].map((member): MemberTask => ({
  member,
  variation: { seed: member, values: {} },
  state: null,
  updates: 1,
  totalSteps: 64,
}));
const never = new AbortController().signal;

async function here(): Promise<MemberDone[]> {
  const threads = openThreads(await groundOf(), 1);
  try {
    return await threads.run(tasks, () => undefined, never);
  } finally {
    await threads.close();
  }
}

describe('Shares on the bus', () => {
  test('are asked for under the name of one length of training: schedules hang on it', async () => {
    const { hashes, ground } = await plan;
    const { params } = ground.config.model;
    const longer = { ...ground.config, model: { ...ground.config.model, params: { ...params, total_timesteps: 512 } } };
    const other = jobSubjects({ hashes, ground: { ...ground, config: longer } }, 'simd');
    expect(other.next).not.toBe(jobSubjects(await plan, 'simd').next);
  });

  test('come back as one thread would have them, whoever does them', async () => {
    const hub = createMemoryBus();
    const subjects = jobSubjects(await plan, 'simd');
    const stop = new AbortController();
    const given = handOut(hub.connect('giver'), subjects, 'run-1');
    const workers = ['a', 'b'].map(async (name) => {
      const workshop = await openWorkshop(await groundOf());
      await workOff({ bus: hub.connect(name), subjects, workshop, say: () => undefined, signal: stop.signal });
    });
    const done = await given.run(tasks, () => undefined, never);
    stop.abort();
    await Promise.all([...workers, given.close()]);
    expect(done).toEqual(await here());
  });

  test('are handed out again when a worker is not heard of, and count once', async () => {
    const hub = createMemoryBus();
    const subjects = jobSubjects(await plan, 'simd');
    let now = 0;
    const given = handOut(hub.connect('giver'), subjects, 'run-2', () => now);
    const heard: number[] = [];
    const done = given.run(tasks, ({ member }) => heard.push(member), never);
    const dead = hub.connect('dead');
    const lost = jobOf((await dead.request(subjects.next, '', 1_000)).data);
    expect(lost.task.member).toBe(0);
    const others = [1, 2].map(async () => jobOf((await dead.request(subjects.next, '', 1_000)).data).task.member);
    expect(await Promise.all(others)).toEqual([1, 2]);
    expect((await dead.request(subjects.next, '', 1_000)).data).toHaveLength(0);
    now = 31_000;
    const stop = new AbortController();
    const workshop = await openWorkshop(await groundOf());
    const worker = workOff({ bus: hub.connect('w'), subjects, workshop, say: () => undefined, signal: stop.signal });
    expect((await done).map(({ member }) => member)).toEqual([0, 1, 2]);
    expect(heard.toSorted()).toEqual([0, 1, 2]);
    stop.abort();
    await Promise.all([worker, given.close()]);
  });

  test('are of one configuration, one code and one backend', async () => {
    const { hashes, ground } = await plan;
    const of = (configuration: string, backend: string): string =>
      jobSubjects({ hashes: { ...hashes, configuration }, ground }, backend).next;
    expect(new Set([of('a', 'simd'), of('b', 'simd'), of('a', 'tfjs-wasm')]).size).toBe(3);
    expect(of('a', 'simd')).toMatch(/^jobs\.train\.[0-9a-f]{16}\.next$/);
  });
});
