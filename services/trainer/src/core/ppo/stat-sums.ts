// What the minibatches of one iteration said, added up.

import type { UpdateStats } from '../backend.ts';

export interface StatSums {
  updates: number;
  policyLoss: number;
  valueLoss: number;
  entropy: number;
  clipFraction: number;
  gradNorm: number;
  cvar: number;
  /** Of the epoch that was run last: what the policy has moved in all. */
  lastEpoch: { approxKl: number; updates: number };
  /** Of the minibatch that came last. */
  lastLoss: number;
}

export const noStats = (): StatSums => ({
  updates: 0,
  policyLoss: 0,
  valueLoss: 0,
  entropy: 0,
  clipFraction: 0,
  gradNorm: 0,
  cvar: 0,
  lastEpoch: { approxKl: 0, updates: 0 },
  lastLoss: 0,
});

export function addStats(sums: StatSums, stats: UpdateStats): void {
  sums.updates++;
  sums.policyLoss += stats.policyLoss;
  sums.valueLoss += stats.valueLoss;
  sums.entropy += stats.entropy;
  sums.clipFraction += stats.clipFraction;
  sums.gradNorm += stats.gradNorm;
  sums.cvar += stats.cvar;
  sums.lastEpoch.approxKl += stats.approxKl;
  sums.lastEpoch.updates++;
  sums.lastLoss = stats.loss;
}
