// Decisions in trading: the actor's outputs of one observation, against plain loops in 64 bits.

import { describe, expect, test } from '@jest/globals';
import { actorOutputs, layoutOf, type NetworkSpec } from '../network.ts';
import { createForward } from './create-forward.ts';

const network = (observations: number, hidden: readonly number[], actions: number): NetworkSpec => ({
  observations,
  hidden,
  activation: 'tanh',
  head: { kind: 'gaussian', actions, sigma: { kind: 'free' } },
  critic: { kind: 'mean' },
});
/** Numbers in −1 … 1 without an order that the eye sees. */
const wave = (length: number, seed: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => ((i * i * 7_919 + seed * 104_729) % 2_003) / 1_001 - 1);
const parametersOf = (spec: NetworkSpec): Float32Array => wave(layoutOf(spec).size, 1).map((x) => 0.4 * x);
const decide = (spec: NetworkSpec, observation: Float32Array): Float32Array => {
  const outputs = new Float32Array(actorOutputs(spec));
  createForward(spec, parametersOf(spec))(observation, outputs);
  return outputs;
};

describe('The forward pass for decisions', () => {
  test.each<[number, readonly number[], number]>([
    [1, [], 1],
    [3, [5], 2],
    [57, [64, 33], 1],
    [56, [64, 64], 4],
    [16, [7, 8, 9], 5],
  ])('of %d numbers through %j to %d is that of plain loops', (observations, hidden, actions) => {
    const spec = network(observations, hidden, actions);
    const observation = wave(observations, 2);
    const expected = plainForward(spec, parametersOf(spec), observation);
    decide(spec, observation).forEach((output, i) => {
      expect(Math.abs(output - (expected[i] ?? NaN))).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected[i] ?? NaN)));
    });
  });

  test('hangs on nothing but the observation: not on what came before, nor on later changes of the parameters', () => {
    const spec = network(5, [8, 8], 2);
    const parameters = parametersOf(spec);
    const forward = createForward(spec, parameters);
    const [first, again] = [new Float32Array(2), new Float32Array(2)];
    forward(wave(5, 1), first);
    forward(wave(5, 7), again);
    expect(again).not.toEqual(first);
    parameters.fill(NaN);
    forward(wave(5, 1), again);
    expect(again).toEqual(first);
  });

  test('has the bits that it always had', () => {
    expect([...decide(network(56, [64, 64], 2), wave(56, 3))]).toEqual([-0.6948414444923401, 0.27764132618904114]);
  });

  test('refuses parameters and observations of another network', () => {
    const spec = network(3, [4], 1);
    expect(() => createForward(spec, new Float32Array(3))).toThrow('as many parameters as its layout has');
    expect(() => decide(spec, new Float32Array(2))).toThrow('as many numbers as the network takes');
  });
});

function plainForward(spec: NetworkSpec, parameters: Float32Array, observation: Float32Array): number[] {
  const own = layoutOf(spec).tensors.filter(({ name }) => /policy_net|action_net/.test(name));
  let values = [...observation];
  for (let i = 0; i < own.length; i += 2) {
    const [weight, bias] = own.slice(i, i + 2);
    const inputs = values;
    values = Array.from({ length: bias?.length ?? 0 }, (_, j) => {
      const products = inputs.map((x, k) => x * (parameters[(weight?.offset ?? NaN) + j * inputs.length + k] ?? NaN));
      const sum = products.reduce((a, b) => a + b, parameters[(bias?.offset ?? NaN) + j] ?? NaN);
      return i + 2 < own.length ? Math.tanh(sum) : sum;
    });
  }
  return values;
}
