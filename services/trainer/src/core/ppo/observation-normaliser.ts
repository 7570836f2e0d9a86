// Observations brought to mean 0 and deviation 1 by what training has seen so far.
// What a policy needs of it when it acts elsewhere is its state alone: `normalise` of the policy's library applies it.

import { normalise, type NormaliserState } from '@tradingbot/policy';
import { addRows, copyMoments, runningMoments } from './running-moments.ts';

export interface ObservationNormaliser {
  /** Learns from the first `rows` observations, then brings them to what is usual, in place. */
  see(observations: Float32Array, rows: number): void;
  /** Brings them to what is usual without learning from them. */
  apply(observations: Float32Array, rows: number): void;
  /** A copy, which does not change while training goes on. */
  save(): NormaliserState;
  load(state: NormaliserState): void;
}

/** @param clip largest size of a normalised number */
export function observationNormaliser(width: number, clip: number): ObservationNormaliser {
  let seen = { ...runningMoments(width), clip };
  return {
    see: (observations, rows) => {
      addRows(seen, observations, rows);
      normalise(seen, observations, rows);
    },
    apply: (observations, rows) => {
      normalise(seen, observations, rows);
    },
    save: () => ({ ...copyMoments(seen), clip }),
    load: (state) => {
      seen = { ...copyMoments(state), clip };
    },
  };
}
