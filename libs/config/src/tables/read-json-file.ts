// A JSON file that a key names, with the hash of its bytes. What is wrong with it is said with the place of the key.

import { InputError } from '@tradingbot/domain';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { refuseMissingFile } from '../nearest-file.ts';
import type { Place } from '../yaml-tree.ts';

export interface NamedFile {
  /** The key, as a reader writes it: "fees.path". */
  readonly key: string;
  readonly path: string;
  /** Where the key stands, or the file when nothing says it. */
  readonly place: Place;
  /** What to do when there is no such file. */
  readonly absent?: string;
}

export interface JsonFile extends NamedFile {
  readonly sha256: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const LARGEST = 64_000_000;

/** @throws InputError when there is no such file, or it holds no JSON map */
export function readJsonFile(file: NamedFile): JsonFile {
  const bytes = bytesOf(file);
  const content = parsed(bytes);
  if (!isMap(content)) throw refusalOf(file, 'holds no JSON map');
  return { ...file, sha256: createHash('sha256').update(bytes).digest('hex'), content };
}

/** "configs/sim.yaml:12: fees.path names fees.json, which holds no JSON map" */
export function refusalOf({ key, path, place }: NamedFile, what: string, mend = ''): InputError {
  return new InputError(place, `${key} names ${path}, which ${what}`, mend);
}

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function bytesOf({ key, path, place, absent = '' }: NamedFile): Buffer {
  try {
    refuseMissingFile(path, 'JSON');
    const bytes = readFileSync(path);
    if (bytes.length > LARGEST) throw new InputError(path, 'is too large to be meant');
    return bytes;
  } catch (error) {
    if (error instanceof InputError)
      throw new InputError(place, `${key} names ${path}: ${error.what}`, error.mend || absent);
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new InputError(place, `${key} names ${path}, which cannot be read (${code})`);
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
