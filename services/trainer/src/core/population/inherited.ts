// What a member is after it has gone on from another: the other's policy with its own luck, in its own environments.

import type { PpoState } from '../ppo/state.ts';

/**
 * Parameters, normaliser and the scale of rewards are the ancestor's; generator, episodes and what is still to be stepped
 * are its own. The observations that it has in hand were brought to the old normaliser: for one step it sees them a
 * little off.
 * @param optimiser `reset`: Adam begins anew, with no moments
 */
export function inherited(own: PpoState, ancestor: PpoState, optimiser: 'reset' | 'copy'): PpoState {
  const { mean } = ancestor.optimiser;
  return {
    ...own,
    parameters: ancestor.parameters,
    optimiser:
      optimiser === 'copy'
        ? ancestor.optimiser
        : { step: 0, mean: new Float32Array(mean.length), variance: new Float32Array(mean.length) },
    normaliser: ancestor.normaliser,
    rewardScale:
      own.rewardScale === null || ancestor.rewardScale === null
        ? own.rewardScale
        : { sums: own.rewardScale.sums, moments: ancestor.rewardScale.moments },
    klPenalty: ancestor.klPenalty,
  };
}
