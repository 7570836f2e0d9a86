// `tradingbot model`: which checkpoints there are, what one is, and which one is in force.

import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { promotedIn, promotionsPath, readPromotions, sha256Of } from '@tradingbot/strategy/load';
import { randomModelBytes } from '@tradingbot/testing';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testTerminal } from '../../testing/test-terminal.ts';
import { listModels } from './list-models.ts';
import type { ModelOptions } from './model-options.ts';
import { promoteModel, rollbackModel } from './promote-model.ts';
import { showModel } from './show-model.ts';

const home = mkdtempSync(join(tmpdir(), 'tradingbot-model-'));
let artifacts = '';
let count = 0;

beforeEach(() => {
  artifacts = join(home, `artifacts-${count++}`);
  mkdirSync(join(artifacts, 'a-run'), { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function written(name: string, seed: number, step = 1_000 * seed): string {
  const bytes = randomModelBytes({ seed, data: { step } });
  writeFileSync(join(artifacts, name), bytes);
  return sha256Of(bytes);
}

function said<Options extends ModelOptions>(
  run: (options: Options, terminal: ReturnType<typeof testTerminal>) => number,
  more: Omit<Options, 'artifacts'>,
) {
  const terminal = testTerminal({ USER: 'maria' });
  const code = run({ artifacts, ...more } as Options, terminal);
  return { code, ...terminal.said, json: () => JSON.parse(terminal.said.out) };
}

describe('model list', () => {
  test('names each distinct file once, with all its paths, the furthest trained last', () => {
    const first = written('checkpoint_1000.zip', 1);
    const second = written('best_model.zip', 2);
    written('a-run/best_model.zip', 2);
    writeFileSync(join(artifacts, 'a-run', 'broken.zip'), 'no archive');
    promoteModel(second, { artifacts }, testTerminal());
    const { code, json } = said(listModels, { json: true });
    expect(code).toBe(0);
    const { models, unreadable } = json();
    expect(
      models.map((one: { sha256: string; step: number; in_force: boolean }) => [one.sha256, one.step, one.in_force]),
    ).toEqual([
      [first, 1_000, false],
      [second, 2_000, true],
    ]);
    expect(models[1].paths).toEqual([
      join(artifacts, 'a-run', 'best_model.zip'),
      join(artifacts, 'best_model.zip'),
      join(artifacts, 'models', `${second}.zip`),
    ]);
    expect(unreadable).toHaveLength(1);
    expect(unreadable[0]).toContain('broken.zip');
  });

  test('is a table for people, and a sentence where there is none', () => {
    expect(said(listModels, {}).out).toBe(`No model is under ${artifacts}: npx tradingbot train makes one.\n`);
    const sha256 = written('best_model.zip', 1);
    const lines = said(listModels, {}).out.split('\n');
    expect(lines[0]).toMatch(/^ {2}sha256 +step +score +bars +market +files$/);
    expect(lines[1]).toMatch(new RegExp(`^ {2}${sha256.slice(0, 12)} +1,000 +sortino 0\\.50 +1h +crypto_spot`));
  });
});

describe('model show', () => {
  const show = (name: string, more: Omit<ModelOptions, 'artifacts'> = {}) =>
    said<ModelOptions>((options, terminal) => showModel(name, options, terminal), more);

  test('says what a checkpoint holds, by its file or the beginning of its hash', () => {
    const sha256 = written('best_model.zip', 1);
    const document = show(join(artifacts, 'best_model.zip'), { json: true }).json();
    expect(document).toMatchObject({ sha256, step: 1_000, in_force: false, data: { timeframe: '1h', seed: 1 } });
    const members = document.members.map(({ name }: { name: string }) => name);
    expect(members).toEqual(expect.arrayContaining(['data', 'policy.safetensors', 'policy.onnx']));
    expect(show(sha256.slice(0, 8), { json: true }).json().sha256).toBe(sha256);
    const text = show(sha256).out;
    for (const part of ['learning_rate', 'Lineage', 'ret_bar', 'any weight from 0 to 1', 'without price'])
      expect(text).toContain(part);
  });

  test('of what is not there says what comes nearest', () => {
    written('best_model.zip', 1);
    expect(() => show(join(artifacts, 'best_modl.zip'))).toThrow(
      `Model not found (did you mean ${join(artifacts, 'best_model.zip')}?)`,
    );
    expect(() => show('promoted')).toThrow('Model not found: no model is in force');
    expect(() => show('abcd')).toThrow('abcd: Model not found (npx tradingbot model list');
  });
});

describe('model promote and rollback', () => {
  const promote = (name: string, more: { by?: string; reason?: string; json?: true } = {}) =>
    said((options: ModelOptions, terminal) => promoteModel(name, { ...options, ...more }, terminal), {});
  const rollback = (more: { json?: true } = {}) => said(rollbackModel, more);

  test('keeps a copy that nothing overwrites, and records who, why and what was before', () => {
    const path = join(artifacts, 'best_model.zip');
    const first = written('best_model.zip', 1);
    expect(promote(path, { reason: 'first', json: true }).json()).toMatchObject({
      kind: 'promoted',
      sha256: first,
      path,
      by: 'maria',
      reason: 'first',
      previous: null,
      changed: true,
    });
    const second = written('best_model.zip', 2);
    expect(promote(path, { by: 'jo', json: true }).json()).toMatchObject({ sha256: second, by: 'jo', previous: first });
    expect(promotedIn(artifacts)?.sha256).toBe(second);
    for (const sha256 of [first, second]) expect(existsSync(join(artifacts, 'models', `${sha256}.zip`))).toBe(true);
    expect(promote(path).out).toContain('was in force already');
    expect(readPromotions(artifacts)).toHaveLength(2);
  });

  test('a rollback puts the one before in force, and may be done again', () => {
    const [a, b, c] = [1, 2, 3].map((seed) => written(`model-${seed}.zip`, seed));
    for (const seed of [1, 2, 3]) promote(join(artifacts, `model-${seed}.zip`));
    expect(rollback({ json: true }).json()).toMatchObject({ kind: 'rolled-back', sha256: b, previous: c });
    expect(rollback().out).toContain(`${a?.slice(0, 12)} is in force again`);
    expect(promotedIn(artifacts)?.sha256).toBe(a);
    const last = rollback();
    expect([last.code, last.out]).toEqual([1, '']);
    expect(last.err).toContain(`no model was in force before ${a?.slice(0, 12)}`);
    expect(promotedIn(artifacts)?.sha256).toBe(a);
    promote(join(artifacts, 'model-3.zip'));
    expect(rollback({ json: true }).json()).toMatchObject({ sha256: a, previous: c });
  });

  test('without any promotion there is nothing to roll back to', () => {
    const answer = rollback({ json: true });
    expect(answer.code).toBe(1);
    expect(answer.json()).toEqual({ changed: false, error: 'no model is in force' });
  });

  test('a rollback to a copy that is gone is refused, and the present model stays', () => {
    const first = written('one.zip', 1);
    const second = written('two.zip', 2);
    promote(join(artifacts, 'one.zip'));
    promote(join(artifacts, 'two.zip'));
    rmSync(join(artifacts, 'models', `${first}.zip`));
    expect(() => rollback()).toThrow('Model not found');
    expect(promotedIn(artifacts)?.sha256).toBe(second);
  });

  test('what is no model is not promoted', () => {
    writeFileSync(join(artifacts, 'x.zip'), 'no archive');
    expect(() => promote(join(artifacts, 'x.zip'))).toThrow('x.zip: ');
    expect(existsSync(promotionsPath(artifacts))).toBe(false);
  });

  test('a line that was torn when its writer died is passed over, and the next one is whole', () => {
    written('one.zip', 1);
    const second = written('two.zip', 2);
    promote(join(artifacts, 'one.zip'));
    appendFileSync(promotionsPath(artifacts), '{"kind":"promo');
    expect(readPromotions(artifacts)).toHaveLength(1);
    promote(join(artifacts, 'two.zip'));
    const text = readFileSync(promotionsPath(artifacts), 'utf8');
    expect(text.split('\n')).toHaveLength(4);
    expect(promotedIn(artifacts)?.sha256).toBe(second);
  });
});
