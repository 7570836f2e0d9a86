// One multilayer perceptron with tanh between its layers, in plain loops and 64 bits: forward, and backward.

import type { NetworkLayout, TensorPlace } from '@tradingbot/policy';

interface Layer {
  readonly weight: TensorPlace;
  readonly bias: TensorPlace;
  readonly inputs: number;
  readonly outputs: number;
}

/** Activations of one row: the observation first, then what each layer gives. */
export type Trace = readonly (readonly number[])[];

/** The layers whose tensors bear one of these prefixes, in order. */
export function layersOf(layout: NetworkLayout, ...prefixes: readonly string[]): Layer[] {
  const own = layout.tensors.filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix)));
  const biases = own.filter(({ name }) => name.endsWith('.bias'));
  return own
    .filter(({ name }) => name.endsWith('.weight'))
    .map((weight, i) => {
      const [outputs = 0, inputs = 0] = weight.shape;
      const bias = biases[i];
      if (bias === undefined) throw new Error(`${weight.name} has no bias beside it`);
      return { weight, bias, inputs, outputs };
    });
}

export function forwardRow(layers: readonly Layer[], parameters: Float32Array, observation: readonly number[]): Trace {
  const trace = [observation];
  layers.forEach(({ weight, bias, inputs, outputs }, index) => {
    const before = trace[index] ?? [];
    const after = Array.from({ length: outputs }, (_, j) => {
      let sum = parameters[bias.offset + j] ?? NaN;
      for (let k = 0; k < inputs; k++) sum += (parameters[weight.offset + j * inputs + k] ?? NaN) * (before[k] ?? NaN);
      return index === layers.length - 1 ? sum : Math.tanh(sum);
    });
    trace.push(after);
  });
  return trace;
}

/** Adds to `gradient` what one row gives to the parameters; returns the gradient with respect to its observation. */
export function backwardRow(
  layers: readonly Layer[],
  parameters: Float32Array,
  trace: Trace,
  byOutput: readonly number[],
  gradient: Float64Array,
): readonly number[] {
  let slopes = byOutput;
  for (let index = layers.length - 1; index >= 0; index--) {
    const { weight, bias, inputs, outputs } = layers[index] as Layer;
    const before = trace[index] ?? [];
    const byInput = new Array<number>(inputs).fill(0);
    for (let j = 0; j < outputs; j++) {
      const slope = slopes[j] ?? NaN;
      gradient[bias.offset + j] = (gradient[bias.offset + j] ?? NaN) + slope;
      for (let k = 0; k < inputs; k++) {
        const at = weight.offset + j * inputs + k;
        gradient[at] = (gradient[at] ?? NaN) + slope * (before[k] ?? NaN);
        byInput[k] = (byInput[k] ?? NaN) + slope * (parameters[at] ?? NaN);
      }
    }
    // The observation is no output of tanh.
    slopes = index === 0 ? byInput : byInput.map((slope, k) => slope * (1 - (before[k] ?? NaN) ** 2));
  }
  return slopes;
}
