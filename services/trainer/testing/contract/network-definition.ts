// What the network says of one observation, in double precision and by the names of its tensors.
// Nothing here is shared with a backend: it is what they are held to.

import { layoutOf, type NetworkSpec } from '@tradingbot/policy';

/** The numbers of a tensor, found by its name. */
export type Tensors = (name: string) => readonly number[];

export function tensorsBy(spec: NetworkSpec, parameters: ArrayLike<number>): Tensors {
  const all = Array.from(parameters);
  const tensors = new Map(
    layoutOf(spec).tensors.map(({ name, offset, length }) => [name, all.slice(offset, offset + length)]),
  );
  return (name) => {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw new Error(`The network has no tensor ${name}`);
    return tensor;
  };
}

export const actorOf = (spec: NetworkSpec, tensors: Tensors, observation: readonly number[]): number[] =>
  perceptron(spec, tensors, 'mlp_extractor.policy_net', 'action_net', observation);

export const criticOf = (spec: NetworkSpec, tensors: Tensors, observation: readonly number[]): number[] =>
  perceptron(spec, tensors, 'mlp_extractor.value_net', 'value_net', observation);

/** The deviation of each action, or nothing where actions are choices. */
export function sigmaOf({ head }: NetworkSpec, tensors: Tensors): number[] {
  if (head.kind === 'categorical') return [];
  const { sigma } = head;
  return tensors('log_std').map((p) =>
    sigma.kind === 'free' ? Math.exp(p) : sigma.min + (sigma.max - sigma.min) / (1 + Math.exp(-p)),
  );
}

/** A network of linear layers with tanh between them: an output is the row of the weight times the input, plus the bias. */
function perceptron(
  { hidden }: NetworkSpec,
  tensors: Tensors,
  layers: string,
  last: string,
  observation: readonly number[],
): number[] {
  const linear = (name: string, x: readonly number[]): number[] => {
    const weight = tensors(`${name}.weight`);
    return tensors(`${name}.bias`).map((bias, output) =>
      x.reduce((sum, value, input) => sum + value * at(weight, output * x.length + input), bias),
    );
  };
  let x: readonly number[] = observation;
  hidden.forEach((_, layer) => (x = linear(`${layers}.${2 * layer}`, x).map(Math.tanh)));
  return linear(last, x);
}

export function at<T>(values: ArrayLike<T>, index: number): T {
  const value = values[index];
  if (value === undefined) throw new Error(`There is nothing at ${index} among ${values.length}`);
  return value;
}
