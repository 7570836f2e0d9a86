// The files that foreign readers are shown, and what they should find in them.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, nextFloat } from '@tradingbot/core';
import { layoutOf, writeModel, type Checkpoint, type NetworkSpec } from '@tradingbot/policy';
import { naiveForward, readStrictZip, smallCheckpoint } from '@tradingbot/policy/testing';
import { createEventWriter } from '@tradingbot/trainer/tensorboard';

/** As large as a policy of the shipped configurations. */
const NETWORKS: readonly NetworkSpec[] = [
  {
    observations: 56,
    hidden: [64, 64],
    activation: 'tanh',
    head: { kind: 'gaussian', actions: 1, sigma: { kind: 'bounded', min: 0.2, max: 1.5 } },
    critic: { kind: 'mean' },
  },
  {
    observations: 56,
    hidden: [256, 128, 64],
    activation: 'tanh',
    head: { kind: 'categorical', choices: 4 },
    critic: { kind: 'quantiles', count: 32 },
  },
];

const ROWS = 100;
const STARTED_AT = 1_700_000_000_000_000;
/** More than a TensorBoard keeps of a tag unless it is told otherwise. */
const STEPS = 12_000;
const RESUMED_AFTER = 11_990;

/** Writes the files and expected.json into a folder. */
export function writeFiles(folder: string): void {
  const models = NETWORKS.map((network, i) => writtenModel(folder, `model_${i}.zip`, network));
  writeFileSync(join(folder, 'expected.json'), JSON.stringify({ models, ...writtenEvents(join(folder, 'events')) }));
}

function writtenModel(folder: string, file: string, network: NetworkSpec): object {
  const random = createRandom(5);
  const between = (low: number, high: number): number => low + (high - low) * nextFloat(random);
  const small = smallCheckpoint(network);
  const parameters = small.model.parameters.map(() => between(-0.3, 0.3));
  const checkpoint: Checkpoint = { ...small, model: { ...small.model, parameters } };
  const bytes = writeModel(checkpoint);
  writeFileSync(join(folder, file), bytes);
  // About the means and deviations of the normaliser, and some far off, where it clips.
  const { mean = [], variance = [] } = checkpoint.model.normaliser ?? {};
  const observations = Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: network.observations }, (_, i) =>
      Math.fround((mean[i] as number) + between(-1, 1) * Math.sqrt(variance[i] as number) * (row % 10 === 0 ? 30 : 3)),
    ),
  );
  const { action, critic } = naiveForward(checkpoint.model, observations);
  const value = critic.map((row) => [row.reduce((sum, one) => sum + one, 0) / row.length]);
  return {
    file,
    step: checkpoint.model.data.step,
    members: [...readStrictZip(bytes).keys()],
    tensors: Object.fromEntries(
      layoutOf(network).tensors.map(({ name, shape, offset, length }) => [
        name,
        { shape, values: [...parameters.subarray(offset, offset + length)] },
      ]),
    ),
    observations,
    outputs: { action, value, ...(network.critic.kind === 'mean' ? {} : { quantiles: critic }) },
  };
}

/** A run that was killed in the midst of a record after its last step, and one that resumed from a checkpoint before. */
function writtenEvents(folder: string): object {
  const place = { folder, host: 'bench', pid: 1 };
  const scalars: Record<string, [step: number, seconds: number, value: number][]> = {};
  const wallTime = (step: number): number => STARTED_AT + step * 250_000;
  const write = (writer: ReturnType<typeof createEventWriter>, from: number, to: number, sign: number): void => {
    for (let step = from; step <= to; step++) {
      const values = { 'train/loss': (sign * step) / 3, 'rollout/ep_rew_mean': sign * Math.sqrt(step) };
      writer.scalars(step, wallTime(step), values);
      if (sign === 1 && step > RESUMED_AFTER) continue;
      for (const [tag, value] of Object.entries(values)) {
        (scalars[tag] ??= []).push([step, wallTime(step) / 1e6, value]);
      }
    }
  };
  const first = createEventWriter({ ...place, startedAt: STARTED_AT });
  const texts = { hyperparameters: '| name | value |\n|---|---|\n| γ | 0.99 |' };
  first.text(0, STARTED_AT, 'hyperparameters', texts.hyperparameters);
  write(first, 1, STEPS, 1);
  first.close();
  writeFileSync(first.path, new Uint8Array([24, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22, 9, 0]), { flag: 'a' });
  const startedAt = wallTime(STEPS) + 60_000_000;
  const second = createEventWriter({ ...place, startedAt, resumedAfter: RESUMED_AFTER });
  write(second, RESUMED_AFTER + 1, STEPS + 10, -1);
  second.close();
  return { scalars, texts };
}
