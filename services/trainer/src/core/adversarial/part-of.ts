// Some rows of a minibatch, over the same memory.

import type { Minibatch } from '../backend.ts';

/** Rows `from` to below `to`; what is written to them is written to the batch. */
export function partOf(batch: Minibatch, from: number, to: number): Minibatch {
  const rowsOf = (numbers: Float32Array): Float32Array => {
    const width = numbers.length / batch.rows;
    return numbers.subarray(from * width, to * width);
  };
  return {
    rows: to - from,
    observations: rowsOf(batch.observations),
    actions: rowsOf(batch.actions),
    logProbs: rowsOf(batch.logProbs),
    advantages: rowsOf(batch.advantages),
    returns: rowsOf(batch.returns),
    oldCritic: rowsOf(batch.oldCritic),
  };
}
