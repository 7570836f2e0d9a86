// Numbers of a batch, in the precision of whoever computes: 32 bits in backends, 64 in the oracle of the tests.

export type Floats = Float32Array | Float64Array;

/** Rows in a flat array: number `column` of `row` stands at `row × stride + column`. */
export interface Rows {
  readonly values: Floats;
  /** At least the numbers in a row; more where rows are padded. */
  readonly stride: number;
}
