// The backward pass of one perceptron through a kernel: from the gradients of its outputs to those of its parameters,
// or to those of its observations. Sums over rows go on from what stands there, in the order of the rows.

import type { Kernel, PaddedLayer, Perceptron } from '@tradingbot/policy';

/** A perceptron with room for its gradients; places are in bytes. */
export interface TrainedPerceptron extends Perceptron {
  /** Where the gradients of all parameters begin. */
  readonly gradients: number;
  /** The gradients of what each layer gives, before its tanh: rows × its width. */
  readonly slopes: readonly number[];
  /** The weights of each layer as [outputs, inputs], rows of `transposedWidths` numbers. */
  readonly transposed: readonly number[];
  readonly transposedWidths: readonly number[];
}

/** Constants in the memory that products begin with; places are in bytes. */
export interface Constants {
  /** As many zeros as the widest row has numbers. */
  readonly zeros: number;
  /** The number 1. */
  readonly one: number;
}

/** Writes the transposed weights of the layers from `first` on: what the gradients are led back through. */
export function transposeWeights(kernel: Kernel, perceptron: TrainedPerceptron, first: number, end: number): void {
  const { layers, parameters, transposed, transposedWidths } = perceptron;
  for (let i = first; i < end; i++) {
    const { width, weights } = layers[i] as PaddedLayer;
    const columns = transposedWidths[i] as number;
    kernel.transpose(parameters + 4 * weights, 4 * width, transposed[i] as number, 4 * columns, columns, width);
  }
}

/**
 * Adds to the gradients of the parameters what `rows` rows give, from the slopes of the last layer on.
 * The forward pass of the same rows has come before, and the weights above the first layer are transposed.
 */
export function backwardPass(
  kernel: Kernel,
  perceptron: TrainedPerceptron,
  { zeros, one }: Constants,
  observations: number,
  observationsRow: number,
  rows: number,
): void {
  const { layers, activations, gradients, slopes } = perceptron;
  for (let i = layers.length - 1; i >= 0; i--) {
    const { inputs, width, weights, bias } = layers[i] as PaddedLayer;
    const row = 4 * width;
    const slope = slopes[i] as number;
    const input = i === 0 ? observations : (activations[i - 1] as number);
    const inputRow = i === 0 ? observationsRow : 4 * (layers[i - 1] as PaddedLayer).width;
    const weightsAt = gradients + 4 * weights;
    const biasAt = gradients + 4 * bias;
    kernel.multiply(input, 4, inputRow, slope, row, weightsAt, row, weightsAt, row, inputs, width, rows);
    kernel.multiply(one, 0, 0, slope, row, biasAt, 0, biasAt, 0, 1, width, rows);
    if (i > 0) leadBack(kernel, perceptron, zeros, i, rows);
  }
}

/** Writes the gradients of the observations, rows of `transposedWidths[0]` numbers, and none of parameters. */
export function observationGradients(
  kernel: Kernel,
  perceptron: TrainedPerceptron,
  { zeros }: Constants,
  target: number,
  rows: number,
): void {
  const { layers, slopes, transposed, transposedWidths } = perceptron;
  for (let i = layers.length - 1; i > 0; i--) leadBack(kernel, perceptron, zeros, i, rows);
  const { outputs, width } = layers[0] as PaddedLayer;
  const slope = slopes[0] as number;
  const columns = transposedWidths[0] as number;
  const row = 4 * columns;
  kernel.multiply(slope, 4 * width, 4, transposed[0] as number, row, zeros, 0, target, row, rows, columns, outputs);
}

/** Writes the slopes of the layer below `i`: through the weights, and through tanh. */
function leadBack(kernel: Kernel, perceptron: TrainedPerceptron, zeros: number, i: number, rows: number): void {
  const { layers, activations, slopes, transposed } = perceptron;
  const { outputs, width } = layers[i] as PaddedLayer;
  const below = (layers[i - 1] as PaddedLayer).width;
  const target = slopes[i - 1] as number;
  const weights = transposed[i] as number;
  kernel.multiply(
    slopes[i] as number,
    4 * width,
    4,
    weights,
    4 * below,
    zeros,
    0,
    target,
    4 * below,
    rows,
    below,
    outputs,
  );
  kernel.tanhSlope(target, activations[i - 1] as number, rows * below);
}
