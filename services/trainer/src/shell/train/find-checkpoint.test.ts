// Which model of a run is the one to go on from.

import { afterAll, expect, test } from '@jest/globals';
import { writeModel } from '@tradingbot/policy';
import { writeModelFile } from '@tradingbot/policy/files';
import { smallCheckpoint } from '@tradingbot/policy/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastModelIn } from './find-checkpoint.ts';

const root = mkdtempSync(join(tmpdir(), 'tradingbot-checkpoints-'));
afterAll(() => rmSync(root, { recursive: true }));

function keep(name: string, step: number): void {
  const checkpoint = smallCheckpoint();
  const data = { ...checkpoint.model.data, step };
  writeModelFile(join(root, name), writeModel({ ...checkpoint, model: { ...checkpoint.model, data } }));
}

test('is the one that has learnt most, also where a run that had come to its end went on and was stopped', () => {
  expect(lastModelIn(root)).toBeUndefined();
  keep('best_model.zip', 3000);
  keep('checkpoint_900.zip', 900);
  keep('checkpoint_1000.zip', 1000);
  expect(lastModelIn(root)).toBe(join(root, 'checkpoint_1000.zip'));
  keep('final_model.zip', 2000);
  expect(lastModelIn(root)).toBe(join(root, 'final_model.zip'));
  keep('checkpoint_2500.zip', 2500);
  expect(lastModelIn(root)).toBe(join(root, 'checkpoint_2500.zip'));
});
