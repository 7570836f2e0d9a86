// Which checkpoint a run goes on from, and whether it is one of this very configuration.

import type { Json } from '@tradingbot/contracts';
import { InputError } from '@tradingbot/domain';
import type { Checkpoint } from '@tradingbot/policy';
import { readModelFile } from '@tradingbot/policy/files';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TrainingPlan } from './plan-training.ts';
import { recordedTraining } from './recorded-training.ts';

export interface FoundCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly path: string;
  /** The run that it is of, where its folder says so: the run goes on there. */
  readonly runId: string | undefined;
  /** Whether the code is not the one that it was trained by: it goes on, but not to the same bytes. */
  readonly isOfOtherCode: boolean;
}

/** What `manifest.json` of a training says that others ask for. */
export interface TrainingManifest {
  readonly kind: 'training';
  readonly run_id: string;
  readonly started_at: string;
  readonly configuration_hash: string;
  readonly data_hash: string;
  readonly code_hash: string;
}

export const LATEST = 'latest';

/** For whoever goes on from what was trained by other code. */
export const otherCodeSentence = (what: string): string => `${what} was trained by other code: what comes may differ.`;

/**
 * @param asked the path of a checkpoint, or `latest`
 * @throws InputError when there is none, or it is of another configuration or other bars
 */
export function findCheckpoint(asked: string, plan: TrainingPlan): FoundCheckpoint {
  const path = asked === LATEST ? latestOf(plan) : asked;
  const { checkpoint } = readModelFile(path, {
    assetClass: plan.assetClass,
    timeframe: plan.timeframe,
    features: plan.ground.plan.names,
    resumable: true,
  });
  refuseOther(checkpoint, path, plan);
  return {
    checkpoint,
    path,
    runId: runOf(path, plan.ground.config.artifacts_dir),
    isOfOtherCode: checkpoint.model.data.hashes['code'] !== plan.hashes.code,
  };
}

/**
 * The run of `artifactsDir` that has the same bytes: a file under a runbook's name does not say whose it is, and one of
 * another folder is begun with anew here.
 */
function runOf(path: string, artifactsDir: string): string | undefined {
  const bytes = readFileSync(path);
  const runs = trainingsIn(artifactsDir).filter(({ folder }) => {
    const twin = join(folder, basename(path));
    return existsSync(twin) && readFileSync(twin).equals(bytes);
  });
  return runs.at(-1)?.manifest.run_id;
}

function latestOf({ ground, hashes }: TrainingPlan): string {
  const { artifacts_dir: artifactsDir } = ground.config;
  const runs = trainingsIn(artifactsDir).filter(
    ({ manifest }) => manifest.configuration_hash === hashes.configuration && manifest.data_hash === hashes.data,
  );
  const path = runs.toReversed().flatMap(({ folder }) => lastModelIn(folder) ?? [])[0];
  if (path !== undefined) return path;
  throw new InputError(
    '--resume',
    `no run under ${artifactsDir} has left a checkpoint of this configuration and these bars`,
    'begin one without --resume, or name a checkpoint: --resume artifacts/checkpoint_100000.zip',
  );
}

/** The one that has learnt most: a run that had come to its end may have gone on since. */
export function lastModelIn(folder: string): string | undefined {
  const checkpoints = readdirSync(folder).flatMap((name) => {
    const step = /^checkpoint_(\d+)\.zip$/.exec(name)?.[1];
    return step === undefined ? [] : [{ path: join(folder, name), step: Number(step) }];
  });
  const final = join(folder, 'final_model.zip');
  const ended = existsSync(final) ? [{ path: final, step: readModelFile(final).checkpoint.model.data.step }] : [];
  // Of equal ones the first: the end of a run.
  return [...ended, ...checkpoints].sort((a, b) => b.step - a.step)[0]?.path;
}

/** Oldest first. */
export function trainingsIn(
  artifactsDir: string,
): readonly { readonly folder: string; readonly manifest: TrainingManifest }[] {
  if (!existsSync(artifactsDir)) return [];
  return readdirSync(artifactsDir)
    .flatMap((name) => {
      const folder = join(artifactsDir, name);
      const manifest = manifestIn(folder);
      return manifest === undefined ? [] : [{ folder, manifest }];
    })
    .sort((a, b) => (a.manifest.started_at < b.manifest.started_at ? -1 : 1));
}

function manifestIn(folder: string): TrainingManifest | undefined {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) return undefined;
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Partial<TrainingManifest>;
  return manifest.kind === 'training' ? (manifest as TrainingManifest) : undefined;
}

function refuseOther({ model }: Checkpoint, path: string, plan: TrainingPlan): void {
  const { hashes, hyperparameters } = model.data;
  if (hashes['data'] !== plan.hashes.data) {
    throw new InputError(path, 'was trained on other bars', 'name those, or begin a new run without --resume');
  }
  if (hashes['configuration'] === plan.hashes.configuration) return;
  const key = firstDifference(hyperparameters, recordedTraining(plan.ground.config), '');
  throw new InputError(
    path,
    key === undefined ? 'was trained under another configuration' : `was trained with another ${key}`,
    'go on with the configuration that it was trained under, or begin a new run without --resume',
  );
}

/** "model.params.gamma 0.99, and the configuration says 0.9" */
function firstDifference(
  before: Readonly<Record<string, Json>>,
  now: Readonly<Record<string, Json>>,
  above: string,
): string | undefined {
  for (const [key, value] of Object.entries(now)) {
    const path = `${above}${key}`;
    const old = before[key];
    if (path === 'model.params.total_timesteps' || JSON.stringify(old) === JSON.stringify(value)) continue;
    if (isMap(old) && isMap(value)) {
      const within = firstDifference(old, value, `${path}.`);
      if (within !== undefined) return within;
    } else {
      return `${path}: ${JSON.stringify(old) ?? 'nothing'} there, ${JSON.stringify(value)} here`;
    }
  }
  return undefined;
}

const isMap = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
