// Named arrays with a shape, as safetensors knows them: which of its number types we use, and what each is here.

export type NumberArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Row-major. */
export interface Tensor {
  /** Empty for a single number. */
  readonly shape: readonly number[];
  readonly data: NumberArray;
}

export type Tensors = Readonly<Record<string, Tensor>>;

export type NumberType = 'F64' | 'F32' | 'I32' | 'U8';

export const BYTES_PER_NUMBER: Readonly<Record<NumberType, number>> = { F64: 8, F32: 4, I32: 4, U8: 1 };

export function numberTypeOf(data: NumberArray): NumberType {
  if (data instanceof Float64Array) return 'F64';
  if (data instanceof Float32Array) return 'F32';
  return data instanceof Int32Array ? 'I32' : 'U8';
}

/** @param bytes whole numbers of that type, in a buffer of their own, lowest byte first as this machine has them */
export function arrayOf(type: NumberType, { buffer }: Uint8Array<ArrayBuffer>): NumberArray {
  switch (type) {
    case 'F64':
      return new Float64Array(buffer);
    case 'F32':
      return new Float32Array(buffer);
    case 'I32':
      return new Int32Array(buffer);
    case 'U8':
      return new Uint8Array(buffer);
  }
}

export const numbersIn = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);

/** A single number. */
export const scalar = (value: number): Tensor => ({ shape: [], data: Float64Array.of(value) });

export const vector = (data: NumberArray): Tensor => ({ shape: [data.length], data });
