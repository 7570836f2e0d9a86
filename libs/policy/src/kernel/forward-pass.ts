// The forward pass of one perceptron through a kernel: a product and tanh for each layer, none after the last.

import type { Kernel } from './kernel.ts';
import type { PaddedLayer } from './padded-network.ts';

/** A perceptron in a kernel's memory; places are in bytes. */
export interface Perceptron {
  readonly layers: readonly PaddedLayer[];
  /** Where all parameters begin. */
  readonly parameters: number;
  /** What each layer gives: rows × its width. */
  readonly activations: readonly number[];
}

/**
 * Fills the activations for `rows` observations. Each number is one chain of additions from the bias on, so it hangs
 * neither on how many rows there are nor on which.
 * @param observationsRow bytes from one observation to the next
 */
export function forwardPass(
  kernel: Kernel,
  { layers, parameters, activations }: Perceptron,
  observations: number,
  observationsRow: number,
  rows: number,
): void {
  let input = observations;
  let inputRow = observationsRow;
  for (let i = 0; i < layers.length; i++) {
    const { inputs, width, weights, bias } = layers[i] as PaddedLayer;
    const output = activations[i] as number;
    const row = 4 * width;
    const weightsAt = parameters + 4 * weights;
    kernel.multiply(input, inputRow, 4, weightsAt, row, parameters + 4 * bias, 0, output, row, rows, width, inputs);
    if (i < layers.length - 1) kernel.tanh(output, rows * width);
    input = output;
    inputRow = row;
  }
}
