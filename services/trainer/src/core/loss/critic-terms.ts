// The terms of the loss that hang on the critic: its error, and the tail of its quantiles.

import type { CriticHead } from '@tradingbot/policy';
import type { Minibatch, UpdateSettings, UpdateStats } from '../backend.ts';
import { tailWeights } from './conditional-value-at-risk.ts';
import { createCriticLoss } from './critic-head.ts';
import type { Rows } from './floats.ts';

type CriticMeans = Pick<UpdateStats, 'valueLoss' | 'cvar'> & {
  /** mean(clamp(−CVaR, ±cap)). */
  readonly tail: number;
};

export function createCriticTerms(critic: CriticHead) {
  const count = critic.kind === 'mean' ? 1 : critic.count;
  const criticLoss = createCriticLoss(critic);
  let batch: Minibatch;
  let settings: UpdateSettings;
  let weights: Float64Array = new Float64Array(count);
  let weightsOf = NaN;
  let valueLoss = 0;
  let cvar = 0;
  let tail = 0;

  /** Adds the tail of a row to the sums, and its gradient to what stands there. */
  function addTail(risk: NonNullable<UpdateSettings['cvar']>, outputs: Rows, gradients: Rows, row: number): void {
    const at = row * outputs.stride;
    let ofRow = 0;
    for (let i = 0; i < count; i++) ofRow += (weights[i] as number) * (outputs.values[at + i] as number);
    cvar += ofRow;
    tail += Math.min(Math.max(-ofRow, -risk.cap), risk.cap);
    if (Math.abs(ofRow) > risk.cap) return;
    const to = row * gradients.stride;
    const factor = risk.weight / batch.rows;
    for (let i = 0; i < count; i++) {
      gradients.values[to + i] = (gradients.values[to + i] as number) - factor * (weights[i] as number);
    }
  }

  return {
    begin(nextBatch: Minibatch, nextSettings: UpdateSettings): void {
      batch = nextBatch;
      settings = nextSettings;
      valueLoss = cvar = tail = 0;
      if (settings.cvar === null || settings.cvar.alpha === weightsOf) return;
      weightsOf = settings.cvar.alpha;
      weights = tailWeights(weightsOf, count);
    },

    add(first: number, rows: number, outputs: Rows, gradients: Rows): void {
      const { returns, oldCritic } = batch;
      const { clipRangeVf, vfCoef } = settings;
      const factor = vfCoef / batch.rows;
      for (let i = 0; i < rows; i++) {
        const target = returns[first + i] as number;
        const oldAt = (first + i) * count;
        valueLoss += criticLoss.loss(outputs.values, i * outputs.stride, target, clipRangeVf, oldCritic, oldAt);
        criticLoss.gradient(factor, gradients.values, i * gradients.stride);
        if (settings.cvar !== null) addTail(settings.cvar, outputs, gradients, i);
      }
    },

    means: (): CriticMeans => ({
      valueLoss: valueLoss / batch.rows,
      cvar: cvar / batch.rows,
      tail: tail / batch.rows,
    }),
  };
}
