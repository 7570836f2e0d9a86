// What the actor and the critic say of observations, by the definition and in doubles: an oracle for faster ways.

import { layoutOf, normalise, type PolicyModel } from '../src/index.ts';

export interface NaiveOutputs {
  /** Means or logits, by row. */
  readonly action: number[][];
  /** The value, or its quantiles, by row. */
  readonly critic: number[][];
}

/** @param observations raw, by row */
export function naiveForward(model: PolicyModel, observations: readonly (readonly number[])[]): NaiveOutputs {
  const rows = observations.map((row) => {
    const seen = Float32Array.from(row);
    if (model.normaliser !== null) normalise(model.normaliser, seen, 1);
    return [...seen];
  });
  return {
    action: rows.map((row) => throughLayers(model, row, 'mlp_extractor.policy_net', 'action_net')),
    critic: rows.map((row) => throughLayers(model, row, 'mlp_extractor.value_net', 'value_net')),
  };
}

function throughLayers({ data, parameters }: PolicyModel, row: number[], hidden: string, last: string): number[] {
  const { tensors } = layoutOf(data.network);
  const tensor = (name: string): number[] => {
    const place = tensors.find((one) => one.name === name);
    if (place === undefined) throw new Error(`no tensor ${name}`);
    return [...parameters.subarray(place.offset, place.offset + place.length)];
  };
  const linear = (inputs: number[], layer: string): number[] => {
    const weights = tensor(`${layer}.weight`);
    return tensor(`${layer}.bias`).map((bias, output) =>
      inputs.reduce((sum, input, i) => sum + input * (weights[output * inputs.length + i] as number), bias),
    );
  };
  const activated = data.network.hidden.reduce(
    (inputs, _, layer) => linear(inputs, `${hidden}.${2 * layer}`).map(Math.tanh),
    row,
  );
  return linear(activated, last);
}
