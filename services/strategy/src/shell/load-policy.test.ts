// A policy is loaded from a file whose hash is its identity; whatever does not fit is refused in one sentence.

import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { StrategySpec } from '@tradingbot/config';
import { randomModelBytes, type RandomModelChoice } from '@tradingbot/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadStrategies, type LoadOptions } from './load-strategy.ts';
import { keepModel, keptPath, sha256Of } from './model-store.ts';
import { appendPromotion } from './promotions.ts';

const home = mkdtempSync(join(tmpdir(), 'tradingbot-policy-'));
let artifactsDir = home;
let file = '';
let count = 0;

beforeEach(() => {
  artifactsDir = join(home, `artifacts-${count++}`);
  file = `${artifactsDir}.zip`;
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

function written(choice: RandomModelChoice = {}, path = file): string {
  const bytes = randomModelBytes(choice);
  writeFileSync(path, bytes);
  return sha256Of(bytes);
}

const specOf = (params: StrategySpec['params'], more: Partial<StrategySpec> = {}): StrategySpec => ({
  name: 'policy',
  params,
  keys: ['strategy'],
  ...more,
});

async function loaded(spec: StrategySpec, options: LoadOptions = { artifactsDir }) {
  const [one] = await loadStrategies([spec], (path) => path.join('.'), options);
  if (one === undefined) throw new Error('nothing was loaded');
  return one;
}

describe('a policy', () => {
  test("has its model's hash as its code's", async () => {
    const sha256 = written();
    const { name, codeHash, model, params, definition } = await loaded(specOf({ model: file }));
    expect([name, codeHash, model?.sha256, model?.data.step]).toEqual(['policy', sha256, sha256, 2_048]);
    expect(params).toEqual({ model: file, min_change: 0.001 });
    expect(definition.warmup?.(params)).toBeGreaterThan(20);
  });

  test('takes its model from beside its parameters as well, and from one place only', async () => {
    const sha256 = written();
    expect((await loaded(specOf({ min_change: 0 }, { model: file }))).codeHash).toBe(sha256);
    await expect(loaded(specOf({ model: file }, { model: file }))).rejects.toThrow(
      'strategy.params.model: is said twice',
    );
    await expect(loaded({ name: 'momentum', params: {}, keys: ['strategy'], model: file })).rejects.toThrow(
      'strategy.model: is for the strategy policy alone',
    );
  });

  test.each([
    ['there is no file', () => undefined, /^Model not found: .*\.zip/],
    ['the archive is damaged', () => writeFileSync(file, randomModelBytes().subarray(0, 900)), /\.zip: /],
    ['it is no archive', () => writeFileSync(file, 'a policy'), /\.zip: /],
    [
      'a feature needs what no bar of a run has',
      () => void written({ features: ['ret_bar', 'taker_buy_ratio'] }),
      /was trained with the feature taker_buy_ratio: needs taker_buy_base/,
    ],
    ['a feature is unknown', () => void written({ features: ['ret_bar', 'tomorrow'] }), /"tomorrow" is no feature/],
    [
      'features stand in another order',
      () => void written({ features: ['cash_ratio', 'ret_bar'] }),
      /features in another order than this release has/,
    ],
  ])('is refused in one sentence where %s', async (_what, prepare, sentence) => {
    prepare();
    const refusal = await loaded(specOf({ model: file })).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'InputError' });
    expect(String((refusal as Error).message)).toMatch(sentence);
    expect(String((refusal as Error).message)).not.toContain('\n');
  });

  test('needs a model, and knows its parameters', async () => {
    await expect(loaded(specOf({}))).rejects.toThrow('strategy.params.model');
    await expect(loaded(specOf({ model: file, min_chance: 0 }))).rejects.toThrow('min_change');
  });
});

describe('of a recorded run', () => {
  test('the very model is taken from its kept copy, whatever has replaced the file', async () => {
    const sha256 = written({ seed: 1 });
    (await loaded(specOf({ model: file }))).model?.keep(artifactsDir);
    const other = written({ seed: 2 });
    expect((await loaded(specOf({ model: file }))).codeHash).toBe(other);
    expect((await loaded(specOf({ model: file }), { artifactsDir, codeHashes: [sha256] })).codeHash).toBe(sha256);
    rmSync(file);
    expect((await loaded(specOf({ model: file }), { artifactsDir, codeHashes: [sha256] })).codeHash).toBe(sha256);
  });

  test('another model is refused, and so is a copy that is not what its name says', async () => {
    const sha256 = 'ab'.repeat(32);
    written();
    const options = { artifactsDir, codeHashes: [sha256] };
    await expect(loaded(specOf({ model: file }), options)).rejects.toThrow(`recorded with the model ${sha256}`);
    keepModel(artifactsDir, { sha256, bytes: randomModelBytes() });
    await expect(loaded(specOf({ model: file }), options)).rejects.toThrow(`recorded with the model ${sha256}`);
    expect(keptPath(artifactsDir, sha256)).toContain(artifactsDir);
  });
});

describe('the model in force', () => {
  const promote = (seed: number): string => {
    const bytes = randomModelBytes({ seed });
    const sha256 = sha256Of(bytes);
    keepModel(artifactsDir, { sha256, bytes });
    appendPromotion(artifactsDir, { kind: 'promoted', sha256, path: file, by: '', reason: '', at: '' });
    return sha256;
  };

  test('is the one that was promoted last', async () => {
    promote(1);
    const second = promote(2);
    expect((await loaded(specOf({ model: 'promoted' }))).codeHash).toBe(second);
  });

  test('of a run is the one that was in force when it began', async () => {
    const first = promote(1);
    promote(2);
    const options = { artifactsDir, codeHashes: [first] };
    expect((await loaded(specOf({ model: 'promoted' }), options)).codeHash).toBe(first);
  });

  test('is not found where none was promoted', async () => {
    await expect(loaded(specOf({ model: 'promoted' }))).rejects.toThrow(/Model not found: no model is in force/);
  });
});
