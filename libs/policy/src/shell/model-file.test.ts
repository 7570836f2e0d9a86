// A checkpoint on disk is whole or not there, and what cannot be read is told in one sentence.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { InputError } from '@tradingbot/domain';
import { smallCheckpoint } from '../../testing/index.ts';
import { writeModel } from '../files/write-model.ts';
import { readModelFile, writeModelFile } from './model-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'model-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what is written is read, with its bytes', () => {
  const path = join(folder, 'artifacts/run/best_model.zip');
  const bytes = writeModel(smallCheckpoint());
  writeModelFile(path, bytes);
  expect(readdirSync(join(folder, 'artifacts/run'))).toEqual(['best_model.zip']);
  const read = readModelFile(path, { timeframe: '1h' });
  expect(read.bytes).toEqual(readFileSync(path));
  expect(read.checkpoint).toEqual(smallCheckpoint());
});

test('a better model takes the place of the one before', () => {
  const path = join(folder, 'best_model.zip');
  writeFileSync(path, 'an older one');
  writeModelFile(path, writeModel(smallCheckpoint()));
  expect(readModelFile(path).checkpoint.model.data.step).toBe(4096);
});

test('one that cannot be put in place leaves nothing behind', () => {
  const path = join(folder, 'best_model.zip');
  mkdirSync(join(path, 'not empty'), { recursive: true });
  expect(() => writeModelFile(path, new Uint8Array(3))).toThrow();
  expect(readdirSync(folder)).toEqual(['best_model.zip']);
});

test('row 57: a model that is not there, a folder, a device, and no model', () => {
  const missing = join(folder, 'artifacts/best_model.zip');
  expect(() => readModelFile(missing)).toThrow(
    new InputError('Model not found', missing, 'train one with `tradingbot train`, or name another file'),
  );
  expect(() => readModelFile(folder)).toThrow(
    new InputError(folder, 'is a folder, where the zip archive of a model is expected'),
  );
  expect(() => readModelFile('/dev/null')).toThrow(
    new InputError('/dev/null', 'is no file', 'name the zip archive of a model'),
  );
  const text = join(folder, 'model.txt');
  writeFileSync(text, 'not a model');
  expect(() => readModelFile(text)).toThrow(
    new InputError(text, 'is not a zip archive', 'name a model, or copy or train it anew'),
  );
  expect(() => readModelFile(join(text, 'model.zip'))).toThrow(/^Model not found: /);
});
