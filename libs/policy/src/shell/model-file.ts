// Checkpoints on disk: read whole, written beside and renamed, so that a reader never sees half of one.

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '@tradingbot/domain';
import type { Checkpoint } from '../files/checkpoint.ts';
import type { ExpectedModel } from '../files/expected-model.ts';
import { readModel } from '../files/read-model.ts';

export interface ModelFile {
  readonly checkpoint: Checkpoint;
  /** As they are on disk: what a promotion hashes. */
  readonly bytes: Uint8Array;
}

const MOST_BYTES = 512 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'is a folder, where the zip archive of a model is expected',
  EACCES: 'may not be read: permission denied',
  EPERM: 'may not be read: permission denied',
};

/** @throws InputError when there is none, or it is not what is expected */
export function readModelFile(path: string, expected: ExpectedModel = {}): ModelFile {
  const bytes = bytesOf(path);
  return { checkpoint: readModel(bytes, expected, path), bytes };
}

function bytesOf(path: string): Uint8Array {
  try {
    const found = statSync(path);
    // A folder says so itself when it is read; a device or a pipe might never end.
    if (!found.isFile() && !found.isDirectory())
      throw new InputError(path, 'is no file', 'name the zip archive of a model');
    if (found.size > MOST_BYTES)
      throw new InputError(path, `has ${found.size} bytes, more than any model of ours`, 'name another file');
    return readFileSync(path);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new InputError('Model not found', path, 'train one with `tradingbot train`, or name another file');
    }
    throw new InputError(path, REASONS[code] ?? `cannot be read (${code})`);
  }
}

/** Makes the folder, writes a file beside `path`, waits for the disk, and renames. */
export function writeModelFile(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    const file = openSync(unfinished, 'w');
    try {
      writeFileSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
