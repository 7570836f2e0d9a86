// What a member takes over from the one it goes on from, and what stays its own.

import { expect, test } from '@jest/globals';
import { identityEnvironment } from '../environments/identity.ts';
import { createPpo } from '../ppo/ppo.ts';
import { SB3_DEFAULTS } from '../ppo/settings.ts';
import { createSimdBackend } from '../simd/simd-backend.ts';
import type { PpoState } from '../ppo/state.ts';
import { inherited } from './inherited.ts';

function learnt(seed: number): PpoState {
  const ppo = createPpo({
    settings: {
      ...SB3_DEFAULTS,
      nSteps: 32,
      batchSize: 32,
      normalizeObservations: { clip: 10 },
      normalizeRewards: { clip: 10 },
      seed,
    },
    environment: identityEnvironment(2),
    backend: createSimdBackend({
      observations: 2,
      hidden: [4],
      activation: 'tanh',
      head: { kind: 'categorical', choices: 2 },
      critic: { kind: 'mean' },
    }),
  });
  ppo.iterate();
  return ppo.save();
}

const [own, ancestor] = [learnt(1), learnt(2)];

test('The policy, its normaliser and the scale of rewards are the other one’s; luck and episodes are its own', () => {
  const heir = inherited(own, ancestor, 'reset');
  expect(heir.parameters).toEqual(ancestor.parameters);
  expect(heir.normaliser).toEqual(ancestor.normaliser);
  expect(heir.rewardScale?.moments).toEqual(ancestor.rewardScale?.moments);
  expect(heir.rewardScale?.sums).toEqual(own.rewardScale?.sums);
  expect([heir.random, heir.environment, heir.observations]).toEqual([own.random, own.environment, own.observations]);
  expect(heir.random).not.toEqual(ancestor.random);
});

test('The optimiser begins anew, or is copied', () => {
  const { optimiser } = inherited(own, ancestor, 'reset');
  expect(optimiser.step).toBe(0);
  expect([...optimiser.mean, ...optimiser.variance].every((moment) => moment === 0)).toBe(true);
  expect(optimiser.mean).toHaveLength(own.parameters.length);
  expect(inherited(own, ancestor, 'copy').optimiser).toEqual(ancestor.optimiser);
});
