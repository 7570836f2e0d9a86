// The compiled kernel, bound to a memory: matrix products, tanh and Adam with the same bits on every machine.

import { KERNEL_BYTES } from './kernel-bytes.ts';

/**
 * Places are in bytes, as are the strides `…Row` and `…Step`; counts are in numbers of 32 bits and multiples of four
 * where nothing else is said. The source is in `assembly/`.
 */
export interface Kernel {
  /** C (m × n) = start + A (m × k) · B (k × n), where m and k are any and n is a multiple of four. */
  multiply(
    a: number,
    aRow: number,
    aStep: number,
    b: number,
    bRow: number,
    start: number,
    startRow: number,
    c: number,
    cRow: number,
    m: number,
    n: number,
    k: number,
  ): void;
  tanh(at: number, count: number): void;
  tanhSlope(gradients: number, values: number, count: number): void;
  transpose(from: number, fromRow: number, to: number, toRow: number, rows: number, columns: number): void;
  sumOfSquares(at: number, count: number): number;
  adam(
    parameters: number,
    means: number,
    variances: number,
    gradients: number,
    count: number,
    factor: number,
    stepSize: number,
    correction: number,
    epsilon: number,
    beta1: number,
    beta1Rest: number,
    beta2: number,
    beta2Rest: number,
  ): void;
}

/** What is used of the engine's WebAssembly, which TypeScript knows of browsers only. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (pages: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

const PAGE_BYTES = 65_536;

let compiled: object | undefined;

/** A kernel of its own in `bytes` of memory of its own, all zero at first. The memory never grows. */
export function createKernel(bytes: number): { readonly kernel: Kernel; readonly memory: ArrayBuffer } {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(KERNEL_BYTES), (character) => character.charCodeAt(0)));
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return { kernel: exports as Kernel, memory: memory.buffer };
}
