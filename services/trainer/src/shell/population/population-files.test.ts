// Which population a run goes on from: the one of the folder that was named.

import { afterAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrainingPlan } from '../train/plan-training.ts';
import { findPopulation, savePopulation } from './population-files.ts';

const root = mkdtempSync(join(tmpdir(), 'tradingbot-population-'));
afterAll(() => rmSync(root, { recursive: true }));

const plan = {
  ground: { config: { artifacts_dir: root, pbt: { checkpoint_dir: 'pbt_checkpoints' } } },
  hashes: { configuration: 'c', data: 'd', code: 'e' },
} as unknown as TrainingPlan;

function begun(runId: string, startedAt: string): void {
  mkdirSync(join(root, runId));
  const manifest = {
    kind: 'training',
    run_id: runId,
    started_at: startedAt,
    configuration_hash: 'c',
    data_hash: 'd',
    code_hash: 'e',
  };
  writeFileSync(join(root, runId, 'manifest.json'), JSON.stringify(manifest));
  const population = { generation: 0, waited: 0, random: [1, 2, 3, 4], members: [] };
  savePopulation(join(root, runId, 'pbt_checkpoints'), { population, step: 0, backend: 'simd', best: null }, []);
}

test('a folder is its own, whatever other names end like it', () => {
  begun('my-run', '2026-01-01T00:00:00Z');
  begun('run', '2026-01-02T00:00:00Z');
  expect(findPopulation(join(root, 'my-run'), plan).runId).toBe('my-run');
  expect(findPopulation(`${join(root, 'run')}/`, plan).runId).toBe('run');
  expect(findPopulation('latest', plan).runId).toBe('run');
  expect(() => findPopulation(join(root, 'un'), plan)).toThrow(/has left a population/);
});

test('a population of other code is found, and told as such', () => {
  begun('old', '2026-01-03T00:00:00Z');
  expect(findPopulation('latest', plan)).toMatchObject({ runId: 'old', isOfOtherCode: false });
  const changed = { ...plan, hashes: { ...plan.hashes, code: 'f' } };
  expect(findPopulation('latest', changed)).toMatchObject({ runId: 'old', isOfOtherCode: true });
});
