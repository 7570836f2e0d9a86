// Weights to begin with: orthogonal matrices, which neither stretch nor shrink what passes through many layers.
// A. Saxe, J. McClelland and S. Ganguli, "Exact solutions to the nonlinear dynamics of learning" (2014).

import type { Random } from '@tradingbot/core';
import { drawNormals } from './gaussian.ts';

/**
 * A matrix of `rows` × `columns`, row-major, whose rows (or columns, where those are fewer) are orthogonal and of length
 * `gain`: the Q of the QR decomposition of a matrix of normal draws, with the signs that make it uniform over all such
 * matrices (F. Mezzadri, 2007), as PyTorch's `orthogonal_`.
 */
export function orthogonalMatrix(rows: number, columns: number, gain: number, random: Random): Float32Array {
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const vectors = new Float64Array(count * length);
  drawNormals(random, vectors, vectors.length);
  orthonormalise(vectors, count, length);
  const matrix = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = rows <= columns ? row * length + column : column * length + row;
      matrix[row * columns + column] = gain * (vectors[at] as number);
    }
  }
  return matrix;
}

/**
 * Gram and Schmidt's process, each vector freed of those before it twice, which is as exact as reflections. The diagonal
 * of its R is positive by construction: these are the signs that are wanted.
 */
function orthonormalise(vectors: Float64Array, count: number, length: number): void {
  for (let one = 0; one < count; one++) {
    const vector = vectors.subarray(one * length, (one + 1) * length);
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < one; other++) {
        const before = vectors.subarray(other * length, (other + 1) * length);
        const along = dot(vector, before);
        for (let i = 0; i < length; i++) vector[i] = (vector[i] as number) - along * (before[i] as number);
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < length; i++) vector[i] = (vector[i] as number) / norm;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
