// Who gets which part of a kernel's memory. Nothing is ever given back.

/** Every part begins at a multiple of this, so that no vector straddles two cache lines. */
const ALIGNMENT = 64;

export interface MemoryPlan {
  /** Takes room for so many numbers of 32 bits; returns its place in bytes. */
  take(numbers: number): number;
  /** Bytes taken so far. */
  size(): number;
}

export function createMemoryPlan(): MemoryPlan {
  let size = 0;
  return {
    take(numbers) {
      const at = size;
      size = Math.ceil((at + 4 * numbers) / ALIGNMENT) * ALIGNMENT;
      return at;
    },
    size: () => size,
  };
}

/** The least multiple of four that is not below `count`: what the kernel's rows are padded to. */
export const padded = (count: number): number => 4 * Math.ceil(count / 4);
