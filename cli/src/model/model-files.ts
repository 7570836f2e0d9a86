// The checkpoints under the folder of results, each distinct file once, and which one a name means.

import { nearest } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import type { ModelData } from '@tradingbot/policy';
import { readModelFile } from '@tradingbot/policy/files';
import { keptPath, modelsFolder, PROMOTED, promotedIn, sha256Of } from '@tradingbot/strategy/load';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { archivesIn } from './archives-in.ts';

export interface FoundModel {
  readonly sha256: string;
  /** Every file with these bytes, the kept copy last. */
  readonly paths: readonly string[];
  readonly data: ModelData;
  readonly bytes: Uint8Array;
}

export interface FoundModels {
  /** The furthest trained last. */
  readonly models: readonly FoundModel[];
  /** Archives that are no models, each with the sentence that says why. */
  readonly unreadable: readonly string[];
}

/** Archives right in the folder, in the folders of runs, and the kept copies. */
export function modelsIn(artifactsDir: string): FoundModels {
  const found = new Map<string, FoundModel>();
  const unreadable: string[] = [];
  for (const path of allArchives(artifactsDir)) {
    try {
      const model = modelAt(path);
      const known = found.get(model.sha256);
      found.set(model.sha256, known === undefined ? model : { ...known, paths: [...known.paths, path] });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      unreadable.push(error.message);
    }
  }
  const models = [...found.values()].sort((a, b) => a.data.step - b.data.step || (a.sha256 < b.sha256 ? -1 : 1));
  return { models, unreadable };
}

/** @throws InputError for a file that is missing or no model */
export function modelAt(path: string): FoundModel {
  const { checkpoint, bytes } = readModelFile(path);
  return { sha256: sha256Of(bytes), paths: [path], data: checkpoint.model.data, bytes };
}

/**
 * @param name a file, the beginning of a SHA-256, or "promoted"
 * @throws InputError "Model not found: …" with what comes nearest
 */
export function modelNamed(artifactsDir: string, name: string): FoundModel {
  if (name === PROMOTED) {
    const promotion = promotedIn(artifactsDir);
    if (promotion !== undefined) return modelAt(keptPath(artifactsDir, promotion.sha256));
    const what = `Model not found: no model is in force in ${modelsFolder(artifactsDir)}`;
    throw new InputError(PROMOTED, what, 'promote one: npx tradingbot model promote FILE');
  }
  if (statSync(name, { throwIfNoEntry: false })?.isFile() === true) return modelAt(name);
  const { models } = modelsIn(artifactsDir);
  const begun = /^[0-9a-f]{4,64}$/.test(name) ? models.filter(({ sha256 }) => sha256.startsWith(name)) : [];
  const [one, ...others] = begun;
  if (one !== undefined && others.length === 0) return one;
  if (one !== undefined) throw new InputError(name, `${begun.length} models begin so`, 'write more of the SHA-256');
  const meant = nearest(
    name,
    models.flatMap(({ paths }) => paths),
  );
  const mend =
    meant === undefined ? `npx tradingbot model list shows those under ${artifactsDir}` : `did you mean ${meant}?`;
  throw new InputError(name, 'Model not found', mend);
}

function allArchives(artifactsDir: string): string[] {
  if (!existsSync(artifactsDir)) return [];
  const kept = modelsFolder(artifactsDir);
  const folders = readdirSync(artifactsDir, { withFileTypes: true })
    // `latest` is a link to a folder that is there anyway.
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(artifactsDir, entry.name));
  return [artifactsDir, ...folders]
    .flatMap((folder) => archivesIn(folder))
    .sort((a, b) => Number(dirname(a) === kept) - Number(dirname(b) === kept) || (a < b ? -1 : 1));
}
