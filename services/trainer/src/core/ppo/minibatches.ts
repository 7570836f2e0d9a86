// A rollout dealt out in minibatches: shuffled anew for each epoch, every row once.
// "The 37 Implementation Details of PPO" (S. Huang et al. 2022), details 6 and 7.

import type { Random } from '@tradingbot/core';
import type { Minibatch } from '../backend.ts';
import type { Rollout, RowWidths } from './rollout.ts';

const EPSILON = 1e-8;

export interface Minibatches {
  /** How many an epoch has; the last one is smaller where the rows do not divide. */
  readonly count: number;
  /** Puts the rows into a new order. */
  shuffle(random: Random): void;
  /** Minibatch `index` of the present order, in arrays that the next call writes anew. */
  deal(rollout: Rollout, index: number): Minibatch;
}

export function minibatches(rows: number, batchSize: number, widths: RowWidths, normalise: boolean): Minibatches {
  const order = new Uint32Array(rows);
  const count = Math.ceil(rows / batchSize);
  const whole = emptyMinibatch(Math.min(batchSize, rows), widths);
  const last = emptyMinibatch(rows - (count - 1) * batchSize, widths);
  return {
    count,
    shuffle: (random) => {
      // From the same order each time: otherwise the last one would be state, and would have to be saved.
      for (let row = 0; row < rows; row++) order[row] = row;
      shuffle(order, random);
    },
    deal: (rollout, index) => {
      const batch = index === count - 1 ? last : whole;
      gather(rollout, order, index * batchSize, widths, batch);
      if (normalise) normaliseAdvantages(batch.advantages);
      return batch;
    },
  };
}

const emptyMinibatch = (rows: number, { observation, action, critic }: RowWidths): Minibatch => ({
  rows,
  observations: new Float32Array(rows * observation),
  actions: new Float32Array(rows * action),
  logProbs: new Float32Array(rows),
  advantages: new Float32Array(rows),
  returns: new Float32Array(rows),
  oldCritic: new Float32Array(rows * critic),
});

/**
 * R. Fisher and F. Yates's shuffle. A place is 32 random bits scaled to the range: some are likelier than others by at
 * most rows ÷ 2³².
 */
export function shuffle(order: Uint32Array, random: Random): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(((random.next() >>> 0) / 2 ** 32) * (last + 1));
    const kept = order[last] as number;
    order[last] = order[other] as number;
    order[other] = kept;
  }
}

function gather(rollout: Rollout, order: Uint32Array, first: number, widths: RowWidths, batch: Minibatch): void {
  gatherRows(rollout.observations, order, first, widths.observation, batch.observations);
  gatherRows(rollout.actions, order, first, widths.action, batch.actions);
  gatherRows(rollout.critic, order, first, widths.critic, batch.oldCritic);
  for (let row = 0; row < batch.rows; row++) {
    const from = order[first + row] as number;
    batch.logProbs[row] = rollout.logProbs[from] as number;
    batch.advantages[row] = rollout.advantages[from] as number;
    batch.returns[row] = rollout.returns[from] as number;
  }
}

function gatherRows(from: Float32Array, order: Uint32Array, first: number, width: number, to: Float32Array): void {
  for (let at = 0, row = first; at < to.length; row++) {
    const start = (order[row] as number) * width;
    for (let i = 0; i < width; i++) to[at++] = from[start + i] as number;
  }
}

/** To mean 0 and deviation 1 (of the sample, over rows − 1, as PyTorch's `std`); a single row stays as it is. */
export function normaliseAdvantages(advantages: Float32Array): void {
  const rows = advantages.length;
  if (rows < 2) return;
  let mean = 0;
  for (let row = 0; row < rows; row++) mean += (advantages[row] as number) / rows;
  let squares = 0;
  for (let row = 0; row < rows; row++) squares += ((advantages[row] as number) - mean) ** 2;
  const deviation = Math.sqrt(squares / (rows - 1)) + EPSILON;
  for (let row = 0; row < rows; row++) advantages[row] = ((advantages[row] as number) - mean) / deviation;
}
