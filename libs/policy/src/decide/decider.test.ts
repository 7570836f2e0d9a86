// A decision is the likeliest action of the policy, as a weight, the same at every call.

import { describe, expect, test } from '@jest/globals';
import { createRandom, nextFloat } from '@tradingbot/core';
import fc from 'fast-check';
import type { ActionMap, PolicyModel } from '../model.ts';
import { layoutOf, type ActionHead, type NetworkSpec } from '../network.ts';
import type { NormaliserState } from '../normaliser.ts';
import { createDecider, weightOf } from './decider.ts';

const GAUSSIAN: ActionHead = { kind: 'gaussian', actions: 1, sigma: { kind: 'free' } };
const BINS: ActionHead = { kind: 'categorical', choices: 4 };
const WEIGHTS = [0, 0.2, 0.6, 1];

/** With parameters large enough for actions that differ. */
function modelWith(head: ActionHead, actions: ActionMap, seed: number, normaliser: NormaliserState | null = null) {
  const network: NetworkSpec = { observations: 5, hidden: [6, 7], activation: 'tanh', head, critic: { kind: 'mean' } };
  const random = createRandom(seed);
  const parameters = Float32Array.from({ length: layoutOf(network).size }, () => nextFloat(random) - 0.5);
  const data: PolicyModel['data'] = {
    format: 'tradingbot-policy',
    schemaVersion: 1,
    algorithm: 'ppo',
    network,
    features: { names: ['a', 'b', 'c', 'd', 'e'], omitted: {} },
    assetClass: 'crypto_spot',
    timeframe: '1h',
    actions,
    hyperparameters: {},
    seed,
    step: 0,
    lineage: [],
    hashes: {},
    score: null,
  };
  return { data, parameters, normaliser } satisfies PolicyModel;
}

/** The actor's outputs in doubles, by the definition of a perceptron. */
function naiveOutputs({ data, parameters }: PolicyModel, observation: readonly number[]): number[] {
  const { tensors } = layoutOf(data.network);
  let inputs = observation;
  const names = ['mlp_extractor.policy_net.0', 'mlp_extractor.policy_net.2', 'action_net'];
  for (const name of names) {
    const [weight, bias] = ['weight', 'bias'].map((kind) => tensors.find((one) => one.name === `${name}.${kind}`));
    if (weight === undefined || bias === undefined) throw new Error(name);
    inputs = Array.from({ length: bias.length }, (_, unit) => {
      const sum = inputs.reduce(
        (total, input, at) => total + input * (parameters[weight.offset + unit * inputs.length + at] as number),
        parameters[bias.offset + unit] as number,
      );
      return name === 'action_net' ? sum : Math.tanh(sum);
    });
  }
  return [...inputs];
}

const observations = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 5, maxLength: 5 });

describe('a decision', () => {
  test('of a policy of numbers is its mean, brought from −1 … 1 to 0 … 1', () => {
    const model = modelWith(GAUSSIAN, { kind: 'continuous' }, 1);
    const decider = createDecider(model);
    fc.assert(
      fc.property(observations, (observation) => {
        const [mean = NaN] = naiveOutputs(model, observation.map(Math.fround));
        const expected = (Math.min(Math.max(mean, -1), 1) + 1) / 2;
        expect(decider.decide(Float32Array.from(observation))).toBeCloseTo(expected, 5);
      }),
    );
  });

  test('of a policy of choices is the weight of the likeliest', () => {
    const model = modelWith(BINS, { kind: 'bins', weights: WEIGHTS }, 2);
    const decider = createDecider(model);
    const seen = new Set<number>();
    fc.assert(
      fc.property(observations, (observation) => {
        const logits = naiveOutputs(model, observation.map(Math.fround));
        const sorted = [...logits].sort((a, b) => b - a) as [number, number];
        fc.pre(sorted[0] - sorted[1] > 1e-4);
        const weight = decider.decide(Float32Array.from(observation));
        seen.add(weight);
        expect(weight).toBe(WEIGHTS[logits.indexOf(sorted[0])]);
      }),
    );
    expect(seen.size).toBeGreaterThan(1);
  });

  test('is on the grid of parts per billion', () => {
    const decider = createDecider(modelWith(GAUSSIAN, { kind: 'continuous' }, 3));
    const weight = decider.decide(Float32Array.of(0.1, 0.2, -0.3, 0.4, 0.5));
    expect(weight).toBe(Math.round(weight * 1e9) / 1e9);
    expect(weight * (1 - weight)).toBeGreaterThan(0);
  });

  test('sees what training has seen: the same normaliser, and leaves the observation as it is', () => {
    const normaliser: NormaliserState = {
      mean: Float64Array.of(1, 2, 3, 4, 5),
      variance: Float64Array.of(4, 4, 4, 4, 4),
      count: 10,
      clip: 10,
    };
    const plain = createDecider(modelWith(GAUSSIAN, { kind: 'continuous' }, 4));
    const normalising = createDecider(modelWith(GAUSSIAN, { kind: 'continuous' }, 4, normaliser));
    const observation = Float32Array.of(3, 0, 5, 4, 1);
    expect(normalising.decide(observation)).toBeCloseTo(plain.decide(Float32Array.of(1, -1, 1, 0, -2)), 6);
    expect([...observation]).toEqual([3, 0, 5, 4, 1]);
  });

  test('hangs on no call before it', () => {
    const model = modelWith(GAUSSIAN, { kind: 'continuous' }, 5);
    const [once, often] = [createDecider(model), createDecider(model)];
    for (let i = 0; i < 10; i++) often.decide(Float32Array.of(i, -i, i / 2, 0, 1));
    const observation = Float32Array.of(0.5, 0.25, -0.125, 1, -1);
    expect(often.decide(observation)).toBe(once.decide(observation));
  });

  test('of something that is no observation is a defect', () => {
    const decider = createDecider(modelWith(GAUSSIAN, { kind: 'continuous' }, 6));
    expect(() => decider.decide(new Float32Array(4))).toThrow('as many numbers as the network takes');
    expect(() => decider.decide(Float32Array.of(NaN, 0, 0, 0, 0))).toThrow('an action is a number');
  });
});

test('what lies beyond −1 … 1 is the end that it passed', () => {
  expect([-3, -1, 0, 1, 7].map((action) => weightOf({ kind: 'continuous' }, action))).toEqual([0, 0, 0.5, 1, 1]);
});
