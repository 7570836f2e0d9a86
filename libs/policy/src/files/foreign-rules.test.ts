// The files are what their formats say, by readers that were written from the formats, and to the byte.

import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  CHOOSING_NETWORK,
  naiveForward,
  readOnnx,
  readStrictSafetensors,
  readStrictZip,
  runOnnx,
  SMALL_NETWORK,
  smallCheckpoint,
} from '../../testing/index.ts';
import { layoutOf, type NetworkSpec } from '../network.ts';
import { writeOnnx } from './onnx/write-onnx.ts';
import { writeModel } from './write-model.ts';

const members = readStrictZip(writeModel(smallCheckpoint()));
const member = (name: string): Uint8Array => members.get(name) as Uint8Array;

test('the archive has the six members, sorted', () => {
  expect([...members.keys()]).toEqual([
    'data',
    'normalizer.safetensors',
    'optimizer.safetensors',
    'policy.onnx',
    'policy.safetensors',
    'training_state.safetensors',
  ]);
});

test('equal checkpoints give these bytes, on any machine', () => {
  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  expect({
    zip: sha256(writeModel(smallCheckpoint())),
    ...Object.fromEntries([...members].map(([name, bytes]) => [name, sha256(bytes)])),
  }).toEqual({
    data: 'f3b1d5d88dcedee4',
    'normalizer.safetensors': '6dcf8ca71ca85d54',
    'optimizer.safetensors': '4871ad4daba735ab',
    'policy.onnx': '8205ee7505dac275',
    'policy.safetensors': '921a44149c17b2fa',
    'training_state.safetensors': '9ea8682436288c4f',
    zip: '950151a3163dcc6e',
  });
});

test('the policy is the tensors of its layout, by the names of stable-baselines3', () => {
  const { parameters } = smallCheckpoint().model;
  const tensors = readStrictSafetensors(member('policy.safetensors'));
  const expected = layoutOf(SMALL_NETWORK).tensors.map(({ name, shape, offset, length }) => [
    name,
    { type: 'F32', shape, values: [...parameters.subarray(offset, offset + length)] },
  ]);
  expect(Object.fromEntries(tensors)).toEqual(Object.fromEntries(expected));
});

test('the normaliser is in doubles, the state of training in what it was given', () => {
  expect(Object.fromEntries(readStrictSafetensors(member('normalizer.safetensors')))).toEqual({
    mean: { type: 'F64', shape: [3], values: [0.1, 100.1, 200.1] },
    variance: { type: 'F64', shape: [3], values: [0.25, 1.25, 2.25] },
    count: { type: 'F64', shape: [], values: [4096] },
    clip: { type: 'F64', shape: [], values: [10] },
  });
  expect(Object.fromEntries(readStrictSafetensors(member('training_state.safetensors')))).toEqual({
    lastObservations: { type: 'F32', shape: [3], values: [-0, Number.NaN, 1.5] },
    returns: { type: 'F64', shape: [2], values: [Math.PI, Number.POSITIVE_INFINITY] },
    positions: { type: 'I32', shape: [2], values: [-2, 7] },
    done: { type: 'U8', shape: [3], values: [0, 1, 255] },
  });
});

test('the optimiser has the moments of each tensor and its steps', () => {
  const tensors = readStrictSafetensors(member('optimizer.safetensors'));
  expect(tensors.size).toBe(1 + 2 * layoutOf(SMALL_NETWORK).tensors.length);
  expect(tensors.get('step')?.values).toEqual([640]);
  expect(tensors.get('mean.action_net.weight')?.shape).toEqual([1, 2]);
});

test('what it was trained for, its seeds and its generators stand in the data', () => {
  expect(JSON.parse(new TextDecoder().decode(member('data')))).toMatchObject({
    format: 'tradingbot-policy',
    schemaVersion: 1,
    algorithm: 'ppo',
    hyperparameters: { learning_rate: 1e-4 },
    spaces: { observation: { kind: 'box', shape: [3] }, action: { kind: 'box', shape: [1], low: -1, high: 1 } },
    seed: 7,
    step: 4096,
    training: { values: { generator: [1, 2, 3, 4] } },
    lineage: [{ run: 'train-0001', step: 4096 }],
    hashes: { configuration: '00ff' },
  });
});

describe('the ONNX graph computes what the network does', () => {
  const OBSERVATIONS = [
    [0.3, 99.5, 201],
    [-3, 100.1, 1e6],
    [0, 0, 0],
  ];

  test.each([
    ['a normal distribution and a mean', SMALL_NETWORK],
    ['choices and quantiles', CHOOSING_NETWORK],
    ['no hidden layer', { ...SMALL_NETWORK, hidden: [] }],
  ])('with %s', (_, network) => {
    const checkpoint = smallCheckpoint(network);
    const graph = readOnnx(readStrictZip(writeModel(checkpoint)).get('policy.onnx') as Uint8Array);
    const { action, value, quantiles } = runOnnx(graph, OBSERVATIONS);
    const expected = naiveForward(checkpoint.model, OBSERVATIONS);
    expectClose(action, expected.action);
    expectClose(quantiles ?? value, expected.critic);
    expectClose(
      value,
      expected.critic.map((row) => [row.reduce((sum, one) => sum + one, 0) / row.length]),
    );
  });

  test('with any network and any observations', () => {
    const sides = fc.record({
      hidden: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
      observations: fc.integer({ min: 1, max: 5 }),
      choices: fc.constant(4),
      quantiles: fc.integer({ min: 1, max: 4 }),
      seen: fc.float({ noNaN: true, min: -1e3, max: 1e3 }),
    });
    fc.assert(
      fc.property(sides, ({ hidden, observations, choices, quantiles, seen }) => {
        const network: NetworkSpec = {
          ...{ observations, hidden, activation: 'tanh' },
          head: { kind: 'categorical', choices },
          critic: { kind: 'quantiles', count: quantiles },
        };
        const { model } = smallCheckpoint(network);
        const rows = [Array.from({ length: observations }, (_, i) => seen + i)];
        const found = runOnnx(readOnnx(writeOnnx(model)), rows);
        const expected = naiveForward(model, rows);
        expectClose(found['action'], expected.action);
        expectClose(found['quantiles'], expected.critic);
      }),
    );
  });

  test('without a normaliser, or with one that has seen nothing', () => {
    const checkpoint = smallCheckpoint();
    const { model } = checkpoint;
    if (model.normaliser === null) throw new Error('the small model has a normaliser');
    for (const normaliser of [null, { ...model.normaliser, count: 0 }]) {
      const plain = { ...checkpoint, model: { ...model, normaliser } };
      const graph = readOnnx(readStrictZip(writeModel(plain)).get('policy.onnx') as Uint8Array);
      expect(graph.nodes.map(({ operator }) => operator)).not.toContain('Sub');
      expectClose(runOnnx(graph, OBSERVATIONS)['action'], naiveForward(plain.model, OBSERVATIONS).action);
    }
  });

  function expectClose(found: number[][] | undefined, expected: number[][]): void {
    expect(found?.length).toBe(expected.length);
    found?.forEach((row, i) => {
      expect(row.length).toBe(expected[i]?.length);
      row.forEach((one, j) => expect(Math.abs(one - (expected[i]?.[j] as number))).toBeLessThan(1e-6));
    });
  }
});
