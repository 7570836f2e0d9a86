// From the paths of a configuration to files: a folder stands for all the files of bars in it.

import { InputError } from '@tradingbot/domain';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { nearestName } from './nearest-name.ts';
import { codeOf, readFailure } from './read-failure.ts';

const ENDINGS = ['.csv', '.csv.gz', '.parquet'];
const KINDS = '.csv, .csv.gz or .parquet';

const isBarFile = (name: string): boolean => ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));

/**
 * Files in the order of `paths`, those of a folder by name, none twice.
 * @throws InputError for a path that does not exist, and for a folder or file that is not of bars
 */
export async function findFiles(paths: readonly string[]): Promise<string[]> {
  const found = new Map<string, string>();
  for (const path of paths) {
    for (const file of await filesAt(path)) if (!found.has(resolve(file))) found.set(resolve(file), file);
  }
  return [...found.values()];
}

async function filesAt(path: string): Promise<string[]> {
  const kind = await kindOf(path);
  if (kind === 'nothing') throw await missing(path);
  if (kind === 'folder') {
    const names = (await namesIn(path)).filter(isBarFile);
    if (names.length === 0) throw new InputError(path, `no file in this folder ends in ${KINDS}`);
    return names.map((name) => join(path, name));
  }
  if (kind === 'file' && isBarFile(path)) return [path];
  throw new InputError(path, `is no file of bars: its name does not end in ${KINDS}`);
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing' | 'other'> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'other';
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return 'nothing';
    throw readFailure(path, error);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    throw readFailure(folder, error);
  }
}

async function missing(path: string): Promise<InputError> {
  const folder = dirname(path);
  if ((await kindOf(folder)) !== 'folder') return new InputError(path, `there is no folder ${folder}`);
  const near = nearestName(basename(path), await namesIn(folder));
  return new InputError(path, 'there is no such file', near === undefined ? '' : `did you mean ${join(folder, near)}?`);
}
