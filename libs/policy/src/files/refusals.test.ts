// Each file that is no good is refused in one sentence: where, what, and the mend.

import { beforeAll, describe, expect, test } from '@jest/globals';
import { InputError } from '@tradingbot/domain';
import { unzipSync } from 'fflate';
import { CHOOSING_NETWORK, smallCheckpoint } from '../../testing/small-model.ts';
import type { ExpectedModel } from './expected-model.ts';
import { readModel } from './read-model.ts';
import { scalar, vector, type Tensors } from './safetensors/tensor.ts';
import { readSafetensors } from './safetensors/read-safetensors.ts';
import { writeSafetensors } from './safetensors/write-safetensors.ts';
import { writeModel } from './write-model.ts';
import { writeZip } from './zip/write-zip.ts';

type Members = Record<string, Uint8Array>;

let good: Uint8Array;
let members: Members;
beforeAll(() => {
  good = writeModel(smallCheckpoint());
  members = unzipSync(good);
});

/** What reading says of `bytes`. */
function refusal(bytes: Uint8Array, expected: ExpectedModel = {}): string {
  try {
    readModel(bytes, expected, 'm.zip');
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  return 'accepted';
}

const archive = (changed: Members): Uint8Array =>
  writeZip(Object.entries(changed).map(([name, bytes]) => ({ name, bytes })));

/** The model with another member `data`. */
function withData(change: (data: Record<string, object>) => object): Uint8Array {
  const data = JSON.parse(new TextDecoder().decode(members['data']));
  return archive({ ...members, data: new TextEncoder().encode(JSON.stringify(change(data))) });
}

/** The model with other tensors in a member. */
function withTensors(member: string, change: (tensors: Tensors) => Tensors): Uint8Array {
  const { tensors } = readSafetensors(members[member] as Uint8Array);
  return archive({ ...members, [member]: writeSafetensors(change(Object.fromEntries(tensors))) });
}

const ANEW = '(name a model, or copy or train it anew)';
const COPY = '(copy or train it anew)';

describe('no archive, or a broken one', () => {
  test.each<[string, () => Uint8Array, string]>([
    ['nothing', () => new Uint8Array(), `m.zip: is not a zip archive ${ANEW}`],
    ['a text', () => new TextEncoder().encode('{"format":"tradingbot-policy"}'), `m.zip: is not a zip archive ${ANEW}`],
    [
      'an archive that was cut off',
      () => good.slice(0, -100),
      `m.zip: is a zip archive that was cut off: its end is missing ${ANEW}`,
    ],
    [
      'one with another byte in a member',
      () => good.with(good.length >> 1, (good[good.length >> 1] as number) ^ 1),
      expect.stringMatching(
        /^m\.zip: is damaged: its member "policy\.onnx" (does not unpack|has another checksum \(CRC-32\) than was written) /,
      ) as unknown as string,
    ],
  ])('%s', (_, bytes, sentence) => {
    expect(refusal(bytes())).toEqual(sentence);
  });
});

describe('a member that is not there', () => {
  test.each([
    'data',
    'policy.safetensors',
    'optimizer.safetensors',
    'normalizer.safetensors',
    'training_state.safetensors',
    'policy.onnx',
  ])('%s', (name) => {
    const { [name]: _, ...others } = members;
    expect(refusal(archive(others))).toBe(`m.zip: has no member "${name}", which every model has ${COPY}`);
  });
});

describe('a description that does not fit', () => {
  const itself = (what: string) => `m.zip: does not fit itself: its member "data" ${what} ${COPY}`;
  test.each<[string, (data: Record<string, object>) => object, string]>([
    ['another program', (data) => ({ ...data, format: 'zoo' }), itself('is not the description of a policy')],
    [
      'row 57: a later schema version',
      (data) => ({ ...data, schemaVersion: 2, more: true }),
      'm.zip: is of schema version 2, where this program reads version 1 (use the program that wrote it, or train anew)',
    ],
    ['an unknown key', (data) => ({ ...data, more: 1 }), itself('is wrong: Unrecognized key: "more"')],
    [
      'a network without observations',
      (data) => ({ ...data, network: { ...data['network'], observations: 0 } }),
      itself('is wrong at network.observations: Too small: expected number to be >=1'),
    ],
    [
      'other spaces',
      (data) => ({ ...data, spaces: { ...data['spaces'], observation: { kind: 'box', shape: [4] } } }),
      itself('has spaces that do not fit its network'),
    ],
    [
      'bins for a normal distribution',
      (data) => ({ ...data, actions: { kind: 'bins', weights: [0, 1] } }),
      itself('has actions that do not fit its network'),
    ],
    [
      'a feature too few',
      (data) => ({ ...data, features: { ...data['features'], names: ['a', 'b'] } }),
      itself('names 2 features, where its network sees 3 numbers'),
    ],
  ])('%s', (_, change, sentence) => {
    expect(refusal(withData(change))).toBe(sentence);
  });

  test('no JSON', () => {
    const bytes = archive({ ...members, data: new TextEncoder().encode('{') });
    expect(refusal(bytes)).toBe(`m.zip: is damaged: its member "data" is no JSON ${COPY}`);
  });
});

describe('tensors that do not fit', () => {
  const of = (member: string, what: string) => `m.zip: does not fit itself: its member "${member}" ${what} ${COPY}`;
  const [POLICY, NORMALISER, OPTIMISER] = ['policy.safetensors', 'normalizer.safetensors', 'optimizer.safetensors'];
  const shapeless = vector(new Float32Array(1));
  test.each<[string, string, (tensors: Tensors) => Tensors, string]>([
    [
      'one too few',
      POLICY,
      ({ 'action_net.bias': _, ...others }) => others,
      'has 12 tensors, where its network needs 13',
    ],
    [
      'another name',
      POLICY,
      ({ 'action_net.bias': bias = shapeless, ...others }) => ({ ...others, 'action.bias': bias }),
      'has no tensor "action_net.bias", which its network needs',
    ],
    [
      'another shape',
      POLICY,
      (tensors) => ({ ...tensors, 'action_net.weight': vector(new Float32Array(2)) }),
      'has "action_net.weight" as F32[2], where its network needs F32[1, 2]',
    ],
    [
      'another kind of number',
      POLICY,
      (tensors) => ({ ...tensors, 'action_net.bias': vector(new Float64Array(1)) }),
      'has "action_net.bias" as F64[1], where its network needs F32[1]',
    ],
    [
      'a normaliser of other observations',
      NORMALISER,
      (tensors) => ({ ...tensors, mean: vector(new Float64Array(4)) }),
      'has "mean" as F64[4], where its network needs F64[3]',
    ],
    [
      'a negative variance',
      NORMALISER,
      (tensors) => ({ ...tensors, variance: vector(Float64Array.of(1, -1, 1)) }),
      'has a variance that is no number ≥ 0',
    ],
    ['no clip', NORMALISER, (tensors) => ({ ...tensors, clip: scalar(Number.NaN) }), 'has no count ≥ 0 and clip > 0'],
    [
      'half a step of the optimiser',
      OPTIMISER,
      (tensors) => ({ ...tensors, step: scalar(0.5) }),
      'has taken a number of steps that is no count',
    ],
  ])('%s', (_, member, change, what) => {
    expect(refusal(withTensors(member, change))).toBe(of(member, what));
  });

  test.each([Number.NaN, Number.NEGATIVE_INFINITY])('a parameter that is %p', (value) => {
    const bytes = withTensors(POLICY, (tensors) => ({ ...tensors, 'value_net.bias': vector(Float32Array.of(value)) }));
    expect(refusal(bytes)).toBe(
      'm.zip: holds what is no finite number in "value_net.bias" (name a checkpoint from before training diverged)',
    );
  });

  test('a policy that has diverged is not even written', () => {
    const { model, ...rest } = smallCheckpoint();
    const parameters = model.parameters.with(0, Number.NaN);
    expect(() => writeModel({ model: { ...model, parameters }, ...rest })).toThrow(
      new InputError(
        'the policy at step 4096',
        'is not kept: training diverged, and mlp_extractor.policy_net.0.weight holds what is no finite number',
        'lower the learning rate or max_grad_norm, and resume from the checkpoint before',
      ),
    );
  });
});

describe('a model for something else', () => {
  test.each<[string, ExpectedModel, string]>([
    [
      'another asset class',
      { assetClass: 'us_equity' },
      'm.zip: was trained for the asset class crypto_spot, and is asked to trade us_equity (name a model that was trained for us_equity)',
    ],
    [
      'other bars',
      { timeframe: '4h' },
      'm.zip: was trained on bars of 1h, and is asked to decide on bars of 4h (set the timeframe to 1h, or train on bars of 4h)',
    ],
    [
      'another feature in the midst',
      { features: ['feature_0', 'rsi', 'feature_2'] },
      'm.zip: has another set of features: number 2 is "feature_1" to it, and "rsi" is offered (use the bars and settings that it was trained with, or train anew)',
    ],
    [
      'a feature too few',
      { features: ['feature_0', 'feature_1'] },
      'm.zip: has another set of features: it needs "feature_2" as number 3, which is not offered (use the bars and settings that it was trained with, or train anew)',
    ],
    [
      'a feature too many',
      { features: ['feature_0', 'feature_1', 'feature_2', 'rsi'] },
      'm.zip: has another set of features: it does not know "rsi", which is offered as number 4 (use the bars and settings that it was trained with, or train anew)',
    ],
  ])('%s', (_, expected, sentence) => {
    expect(refusal(good, expected)).toBe(sentence);
  });

  test('what fits in everything is read', () => {
    const features = ['feature_0', 'feature_1', 'feature_2'];
    expect(refusal(good, { assetClass: 'crypto_spot', timeframe: '1h', features, resumable: true })).toBe('accepted');
  });

  test('a model that only decides does not resume', () => {
    const bytes = writeModel({ ...smallCheckpoint(CHOOSING_NETWORK), training: null });
    expect(refusal(bytes)).toBe('accepted');
    expect(refusal(bytes, { resumable: true })).toBe(
      'm.zip: holds no state of training to go on from (resume from a checkpoint that training wrote)',
    );
  });
});
