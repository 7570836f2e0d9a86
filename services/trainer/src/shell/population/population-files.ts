// A population on disk: one checkpoint for each member, and population.json, which appears by rename when all of them are
// there. Whoever is killed in between goes on from the generation before.

import { InputError } from '@tradingbot/domain';
import { writeModel, type ModelData } from '@tradingbot/policy';
import { readModelFile, writeModelFile } from '@tradingbot/policy/files';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Backend, Population, PpoState } from '../../core/index.ts';
import type { Best } from '../train/best.ts';
import { LATEST, trainingsIn } from '../train/find-checkpoint.ts';
import { checkpointOf, stateOfCheckpoint } from '../train/model-of.ts';
import type { TrainingPlan } from '../train/plan-training.ts';

export interface SavedPopulation {
  readonly population: Population;
  /** Steps of each member. */
  readonly step: number;
  readonly backend: Backend['name'];
  readonly best: Best | null;
  /** In the order of members; none before the first generation is over. */
  readonly files: readonly string[];
}

const INDEX = 'population.json';

export interface MemberModel {
  readonly state: PpoState;
  readonly seed: number;
  readonly score: ModelData['score'];
}

/** The bytes of a member's checkpoint. */
export function memberBytes(
  plan: TrainingPlan,
  population: Population,
  member: number,
  { state, seed, score }: MemberModel,
  backend: string,
): Uint8Array {
  const own = population.members[member];
  const rows = plan.ground.config.model.params.n_steps * plan.ground.config.env.n_envs;
  const updates = plan.ground.config.pbt?.perturbation_interval ?? 1;
  return writeModel(
    checkpointOf(plan, state, {
      backend,
      seed,
      score,
      lineage: [
        { run: plan.hashes.configuration.slice(0, 8), member },
        ...(own?.lineage ?? []).map(({ generation, member: heir, from, score: value }) => ({
          member: heir,
          generation,
          step: generation * updates * rows,
          parent: from,
          score: value,
        })),
      ],
      values: own?.hyperparameters ?? {},
      notes: { member },
    }),
  );
}

/** @param folder of the run; what members of earlier generations left is removed once the new ones are there */
export function savePopulation(
  folder: string,
  saved: Omit<SavedPopulation, 'files'>,
  members: readonly Uint8Array[],
): void {
  mkdirSync(folder, { recursive: true });
  const files = members.map((bytes, member) => {
    const name = `member_${member}_step_${saved.step}.zip`;
    writeModelFile(join(folder, name), bytes);
    return name;
  });
  const draft = join(folder, `.${INDEX}.${process.pid}`);
  writeFileSync(draft, `${JSON.stringify({ ...saved, files }, null, 2)}\n`);
  renameSync(draft, join(folder, INDEX));
  for (const name of readdirSync(folder)) {
    if (/^member_\d+_step_\d+\.zip$/.test(name) && !files.includes(name)) rmSync(join(folder, name));
  }
}

export interface FoundPopulation {
  readonly runId: string;
  /** Whether the code is not the one that it was trained by: it goes on, but not to the same bytes. */
  readonly isOfOtherCode: boolean;
  readonly saved: SavedPopulation;
  /** In the order of members; none before the first generation is over. */
  readonly states: readonly PpoState[];
}

/**
 * @param asked the folder of a run, or `latest`
 * @throws InputError when there is none of this configuration and these bars
 */
export function findPopulation(asked: string, { ground, hashes }: TrainingPlan): FoundPopulation {
  const { artifacts_dir: artifactsDir, pbt } = ground.config;
  const within = pbt?.checkpoint_dir ?? '';
  const run = trainingsIn(artifactsDir).findLast(
    ({ folder, manifest }) =>
      manifest.configuration_hash === hashes.configuration &&
      manifest.data_hash === hashes.data &&
      (asked === LATEST || basename(asked) === manifest.run_id) &&
      existsSync(join(folder, within, INDEX)),
  );
  if (run === undefined) {
    throw new InputError(
      `--resume ${asked}`,
      `no run under ${artifactsDir} has left a population of this configuration and these bars`,
      'begin one without --resume, or name the folder of a run',
    );
  }
  const folder = join(run.folder, within);
  const saved = JSON.parse(readFileSync(join(folder, INDEX), 'utf8')) as SavedPopulation;
  const states = saved.files.map((name) => {
    const path = join(folder, name);
    return stateOfCheckpoint(readModelFile(path, { resumable: true }).checkpoint, path).state;
  });
  const { run_id: runId, code_hash: code } = run.manifest;
  return { runId, isOfOtherCode: code !== hashes.code, saved, states };
}
