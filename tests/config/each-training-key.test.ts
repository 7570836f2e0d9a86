// Every key of a training does something: a training in which only that key is another one learns something else, leaves
// other files, or is refused. What the market is has the keys of a run, whose own rows are in each-key.test.ts.

import { describe, expect, jest, test } from '@jest/globals';
import { keyFacts, loadTrainConfig, TrainConfigSchema } from '@tradingbot/config';
import { merged, put } from './key-changes/key-change.ts';
import { trainingOfKeys, type SeenTraining } from './key-changes/run-of-training-keys.ts';
import { LITTLE, TRAINING_KEYS } from './key-changes/training-keys.ts';

jest.setTimeout(60_000);

/** Keys that both kinds of configuration have: the blocks are the same, and a run shows that they are read. */
const SHOWN_BY_RUNS = /^(?:data\.(?:generator\.|session$|cache$)|instruments\.)/;

const KEYS = keyFacts(TrainConfigSchema).flatMap(({ path, isBlock }) =>
  isBlock || SHOWN_BY_RUNS.test(path) ? [] : [path],
);

/** Many rows change the same training. */
const trainings = new Map<string, Promise<SeenTraining>>();
function seen(keys: unknown): Promise<SeenTraining> {
  const name = JSON.stringify(keys);
  const training = trainings.get(name) ?? trainingOfKeys(keys);
  trainings.set(name, training);
  return training;
}

test('every key of the schema has a row, and every row is of a key', () => {
  expect(Object.keys(TRAINING_KEYS).toSorted()).toEqual(KEYS.toSorted());
});

test('a training of the same keys is the same training', async () => {
  expect(await trainingOfKeys(LITTLE)).toEqual(await trainingOfKeys(LITTLE));
});

describe('A training is another one when only this key is:', () => {
  test.each(Object.entries(TRAINING_KEYS))('%s', async (path, change) => {
    const at = path.replaceAll('[]', '.0').split('.');
    const plain = merged(LITTLE, change.with ?? {});
    const before = change.from === undefined ? plain : put(plain, at, change.from);
    const [one, other] = [await seen(before), await seen(put(plain, at, change.to))];
    const { sees = 'model' } = change;
    const refused = [one.refusal, other.refusal].filter((refusal) => refusal !== '');
    expect({ refused, count: refused.length }).toEqual({ refused, count: sees === 'refusal' ? 1 : 0 });
    expect(other[sees] === one[sees]).toBe(false);
  });
});

describe('row 18: what the runbook sets stands in the files, and another value is another training:', () => {
  test.each([
    ['n_steps', 2048, 2048],
    ['batch_size', 64, 64],
    ['learning_rate', 1e-4, 1e-4],
    ['gamma', 0.99, 0.99],
    ['total_timesteps', 1e6, 1e7],
  ] as const)('%s', async (name, least, most) => {
    for (const file of ['config_train.yaml', 'config_train_stocks.yaml', 'config_pbt_adversarial.yaml']) {
      const stated = loadTrainConfig({ path: `configs/${file}` }).config.model.params[name];
      expect({ file, isTypical: stated >= least && stated <= most }).toEqual({ file, isTypical: true });
    }
    const path = `model.params.${name}`;
    const [one, other] = [await seen(LITTLE), await seen(put(LITTLE, path.split('.'), TRAINING_KEYS[path]?.to))];
    expect([one.refusal, other.refusal]).toEqual(['', '']);
    expect(other.model === one.model).toBe(false);
  });
});
