// How the parameters of a network lie in a kernel's memory: weights as [inputs, outputs], rows padded to vectors.
// Padding is zero, and stays so: nothing ever gives it a gradient.

import { layoutOf, type NetworkSpec, type TensorPlace } from '../network.ts';
import { padded } from './memory-plan.ts';

/** A linear layer. Places are in numbers, from the beginning of the parameters. */
export interface PaddedLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** Numbers in a row of weights, and in a row of what the layer gives. */
  readonly width: number;
  /** `inputs` rows, and zeros up to a multiple of four rows. */
  readonly weights: number;
  readonly bias: number;
}

export interface PaddedNetwork {
  readonly actor: readonly PaddedLayer[];
  readonly critic: readonly PaddedLayer[];
  /** Where `log_std` begins; its length, 0 for a categorical head, is that of the spec. */
  readonly logStd: { readonly at: number; readonly length: number };
  /** Numbers in all. */
  readonly size: number;
  /** Where each parameter of `layoutOf(spec)` lies. */
  readonly places: Int32Array;
}

export function paddedNetwork(spec: NetworkSpec): PaddedNetwork {
  const layout = layoutOf(spec);
  const places = new Int32Array(layout.size);
  const layers: PaddedLayer[] = [];
  let logStd = { at: 0, length: 0 };
  let size = 0;
  const take = (numbers: number): number => {
    const at = size;
    size += padded(numbers);
    return at;
  };
  for (const { name, shape, offset, length } of layout.tensors) {
    const [outputs = 0, inputs] = shape;
    if (inputs !== undefined) {
      const width = padded(outputs);
      const weights = take(padded(inputs) * width);
      layers.push({ inputs, outputs, width, weights, bias: take(outputs) });
      for (let i = 0; i < length; i++) places[offset + i] = weights + (i % inputs) * width + Math.floor(i / inputs);
    } else {
      const at = name === 'log_std' ? take(length) : biasOf(layers, name);
      if (name === 'log_std') logStd = { at, length };
      for (let i = 0; i < length; i++) places[offset + i] = at + i;
    }
  }
  const depth = layers.length / 2;
  return { actor: layers.slice(0, depth), critic: layers.slice(depth), logStd, size, places };
}

/** A bias comes after its weight. */
function biasOf(layers: readonly PaddedLayer[], name: TensorPlace['name']): number {
  const layer = layers.at(-1);
  if (layer === undefined) throw new Error(`${name} stands before any weight`);
  return layer.bias;
}

/** Writes parameters, as `layoutOf` places them, to where the kernel has them. */
export function spread({ places }: PaddedNetwork, parameters: Float32Array, memory: Float32Array): void {
  for (let i = 0; i < places.length; i++) memory[places[i] as number] = parameters[i] as number;
}

/** The parameters, as `layoutOf` places them. */
export function gathered({ places }: PaddedNetwork, memory: Float32Array): Float32Array {
  return Float32Array.from(places, (place) => memory[place] as number);
}
