// Whether a network's parameters are numbers that it can compute with.

import { layoutOf, type NetworkSpec } from '../network.ts';

/** The name of the first tensor that holds NaN or an infinity, or `undefined` when none does. */
export function firstNotFinite(spec: NetworkSpec, parameters: Float32Array): string | undefined {
  return layoutOf(spec).tensors.find(
    ({ offset, length }) => !parameters.subarray(offset, offset + length).every((value) => Number.isFinite(value)),
  )?.name;
}
