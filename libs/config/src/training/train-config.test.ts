// The configuration of a training: what it takes, and with which sentence it refuses the rest.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { InputError } from '@tradingbot/domain';
import { parseAssignment } from '../override.ts';
import { keyPaths, keysAt } from '../schema-keys.ts';
import { loadTrainConfig } from './load-train-config.ts';
import { REFUSED_TRAINING_KEYS } from './refused-training-keys.ts';
import { TrainConfigSchema, type TrainConfig } from './train-config.ts';

const LEAST = `mode: train
data:
  paths: [bars.csv]
fees:
  taker_bps: 10
`;

function load(text: string, ...set: string[]): TrainConfig {
  const folder = mkdtempSync(join(tmpdir(), 'train-config-'));
  try {
    writeFileSync(join(folder, 'c.yaml'), text);
    const overrides = set.map((assignment) => parseAssignment(assignment, '--set'));
    return loadTrainConfig({ path: join(folder, 'c.yaml'), overrides }).config;
  } catch (error) {
    if (error instanceof InputError) throw new Error(error.message.replaceAll(`${folder}/`, ''), { cause: error });
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const refusal = (text: string, ...set: string[]): string => {
  try {
    load(text, ...set);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('A configuration of a training', () => {
  test('needs bars and what trading costs; all else has a default', () => {
    const { model, pbt, adversarial } = load(LEAST);
    expect(model.params).toMatchObject({
      n_steps: 2048,
      batch_size: 64,
      learning_rate: 1e-4,
      gamma: 0.99,
      n_epochs: 4,
    });
    expect([pbt, adversarial]).toEqual([undefined, undefined]);
  });

  test("takes the runbook's five parameters by their names alone", () => {
    const set = ['total_timesteps=8192', 'n_steps=64', 'batch_size=32', 'learning_rate=0.001', 'gamma=0.9'];
    expect(load(LEAST, ...set).model.params).toMatchObject({
      total_timesteps: 8192,
      n_steps: 64,
      batch_size: 32,
      learning_rate: 0.001,
      gamma: 0.9,
    });
  });

  test('is not that of a run', () => {
    expect(refusal(LEAST.replace('train', 'sim'))).toBe(
      'c.yaml:1: mode is "sim", expected train (name a configuration of a training, such as configs/config_train.yaml)',
    );
  });

  test('answers a slip with the right name', () => {
    expect(refusal(LEAST, 'model.params.learning_rat=1')).toBe(
      '--set model.params.learning_rat: model.params.learning_rat is not a known key (did you mean model.params.learning_rate?)',
    );
    expect(refusal(LEAST, 'pbt.exploit_method=truncate')).toMatch(/expected one of truncation, binary_tournament/);
  });

  test.each([
    ['split.validation=0.6 split.test=0.5', /shares that leave something to learn from/],
    ['split.validation_from=2024-03-01', /split\.test_from is missing, expected a date/],
    ['model.params.cvar_weight=0.1', /num_quantiles is missing, expected more than 0/],
    ['model.params.kl_penalty={}', /target_kl is missing, expected a number above 0/],
    ['policy.sigma_min=0.2', /sigma_max is missing/],
    ['model.params={target_kl: 0.02, kl_penalty: {min: 1, max: 0.1}}', /max is 0\.1, expected min or more/],
    [
      'adversarial={attack_policy: false, attack_value: false}',
      /adversarial_ratio is missing, expected 0, because neither attack_policy nor attack_value is on/,
    ],
    ['adversarial={execution: {fee_multiplier: 0.5}}', /fee_multiplier is 0\.5, expected a number from 1 to 5/],
    ['adversarial={execution: {latency_bars: 0.5}}', /latency_bars is 0\.5, expected a whole number from 0 to 100/],
    ['pbt={population_size: 3, min_ready_members: 5}', /min_ready_members is 5, expected at most population_size/],
    ['pbt={checkpoint_dir: ../members}', /checkpoint_dir is "\.\.\/members", expected a folder inside that of the run/],
    ['pbt={checkpoint_dir: /tmp/members}', /expected a folder inside that of the run/],
    ['actions.bins=[0,0.5,0.5]', /expected weights that rise/],
    ['adversarial.perturbation={clip_min: 2, clip_max: 1}', /clip_max is 1, expected more than clip_min/],
    ['pbt.hyperparams=[{name: gamma}]', /min_value is missing, expected a number, or a list under values/],
    ['pbt.hyperparams=[{name: gamma, min_value: 0, max_value: 1, is_log_scale: true}]', /expected a number above 0/],
    [
      'pbt.hyperparams=[{name: gamma, min_value: 0.9, max_value: 1.5}]',
      /max_value is 1\.5, expected a number from 0 to 1/,
    ],
    [
      'pbt.hyperparams=[{name: n_epochs, min_value: 1.5, max_value: 4}]',
      /min_value is 1\.5, expected a whole number from 1/,
    ],
    ['pbt.hyperparams=[{name: batch_size, values: [32, 64.5]}]', /values\.1 is 64\.5, expected a whole number/],
    [
      'pbt.hyperparams=[{name: adversarial.robust_kl_coef, min_value: 0.1, max_value: 1}]',
      /adversarial is missing, expected the adversary that pbt\.hyperparams varies/,
    ],
    [
      'pbt.hyperparams=[{name: cvar_weight, min_value: 0.1, max_value: 1}]',
      /num_quantiles is missing, expected more than 0, because pbt\.hyperparams varies cvar_weight/,
    ],
  ])('is refused with %s', (set, sentence) => {
    expect(refusal(LEAST, ...set.split(/ (?=[a-z]+\.[a-z]+=)/))).toMatch(sentence);
  });
});

describe('A key of the original trainer', () => {
  test.each(REFUSED_TRAINING_KEYS)('$key is refused by name', ({ key, why, mend }) => {
    expect(refusal(LEAST, `${key}=1`)).toBe(`--set ${key}: ${key} ${why} (${mend})`);
  });

  test('is not refused and accepted at once, and stands where a key could stand', () => {
    const known = keyPaths(TrainConfigSchema);
    for (const { key } of REFUSED_TRAINING_KEYS) {
      expect(known).not.toContain(key);
      expect(keysAt(TrainConfigSchema, key.split('.').slice(0, -1))).toBeDefined();
    }
  });

  test('names keys that there are as what replaces it', () => {
    const known = new Set(keyPaths(TrainConfigSchema));
    const named = REFUSED_TRAINING_KEYS.flatMap(({ mend }) => mend.match(/\b[a-z_]+(?:\.[a-zA-Z_]+)+\b/g) ?? []);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((key) => !known.has(key) && !key.endsWith('.zip'))).toEqual([]);
  });
});
