// A training of a configuration that is given as keys, in a folder of its own: what it learnt, its files, or its refusal.

import { explainIssue, REFUSED_TRAINING_KEYS, TrainConfigSchema, type TrainConfig } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { readModelFile } from '@tradingbot/policy/files';
import { runTraining } from '@tradingbot/trainer/train';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SeenTraining {
  readonly refusal: string;
  /** The network, its parameters and its normaliser at the end. */
  readonly model: string;
  /** The names of the files that it leaves, and what the best model was chosen by. */
  readonly output: string;
}

/** @throws InputError for what the schema refuses */
export function trainConfigOfKeys(keys: unknown): TrainConfig {
  const parsed = TrainConfigSchema.safeParse(keys);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const { path, what, mend } = explainIssue(TrainConfigSchema, keys, issues, undefined, REFUSED_TRAINING_KEYS);
  throw new InputError(path.map(String).join('.'), what, mend);
}

export async function trainingOfKeys(keys: unknown): Promise<SeenTraining> {
  const folder = mkdtempSync(join(tmpdir(), 'train-key-'));
  const home = process.env['TRADINGBOT_HOME'];
  process.env['TRADINGBOT_HOME'] = join(folder, 'home');
  try {
    return await trainIn(folder, trainConfigOfKeys(keys));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { refusal: error.message, model: '', output: '' };
  } finally {
    if (home === undefined) delete process.env['TRADINGBOT_HOME'];
    else process.env['TRADINGBOT_HOME'] = home;
    rmSync(folder, { recursive: true });
  }
}

async function trainIn(folder: string, stated: TrainConfig): Promise<SeenTraining> {
  const config = {
    ...stated,
    artifacts_dir: join(folder, stated.artifacts_dir),
    logs_dir: join(folder, stated.logs_dir),
  };
  const { signal } = new AbortController();
  const nothing = (): void => undefined;
  const said: string[] = [];
  const result = await runTraining({
    config,
    threads: 1,
    say: (sentence) => said.push(sentence),
    onProgress: nothing,
    onJudged: nothing,
    signal,
  });
  const { model } = readModelFile(join(result.artifacts_dir, 'final_model.zip')).checkpoint;
  const best = readModelFile(join(result.artifacts_dir, 'best_model.zip')).checkpoint.model.data;
  const { network, actions, features } = model.data;
  const hash = createHash('sha256').update(JSON.stringify([network, actions, features.names]));
  for (const numbers of [model.parameters, model.normaliser?.mean, model.normaliser?.variance]) {
    if (numbers !== undefined) hash.update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  }
  const files = readdirSync(result.artifacts_dir, { recursive: true, encoding: 'utf8' }).sort();
  const curve = readFileSync(join(result.artifacts_dir, 'learning_curve.csv'), 'utf8');
  const named = result.run_id === stated.run_id ? result.run_id : '';
  return {
    refusal: '',
    model: hash.digest('hex'),
    output: [
      ...[stated.artifacts_dir, stated.logs_dir].filter((name) => readdirSync(folder).includes(name)),
      named,
      said.at(-1),
      result.algorithm,
      ...files,
      JSON.stringify(best.score),
      curve,
    ].join('\n'),
  };
}
