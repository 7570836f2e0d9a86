// The policy head that a network has.

import type { NetworkSpec } from '@tradingbot/policy';
import { createCategoricalHead } from './categorical-head.ts';
import { createGaussianHead } from './gaussian-head.ts';
import type { PolicyHead } from './policy-head.ts';

export const createPolicyHead = ({ head }: NetworkSpec): PolicyHead =>
  head.kind === 'gaussian' ? createGaussianHead(head.actions, head.sigma) : createCategoricalHead(head.choices);
