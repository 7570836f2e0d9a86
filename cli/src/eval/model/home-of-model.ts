// The folder of the training run that a model came from: its other checkpoints and its learning curves lie there.
// What lies at `artifacts/best_model.zip`, and what was kept under its hash, are copies.

import { sha256Of } from '@tradingbot/strategy/load';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { archivesIn } from '../../model/archives-in.ts';
import { LEARNING_CURVE } from './learning-curves.ts';

/** A folder with a learning curve and the same bytes, beside the file or below its folder; else the file's own. */
export function homeOfModel(path: string): string {
  const own = dirname(path);
  const artifacts = basename(own) === 'models' ? dirname(own) : own;
  const sha256 = sha256Of(readFileSync(path));
  const isHome = (folder: string): boolean =>
    isFile(join(folder, LEARNING_CURVE)) &&
    archivesIn(folder).some((archive) => sha256Of(readFileSync(archive)) === sha256);
  return [own, ...foldersIn(artifacts)].find(isHome) ?? own;
}

/** The newest first, as the names of runs begin with their time. */
const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => join(folder, name))
    .sort()
    .reverse();

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
