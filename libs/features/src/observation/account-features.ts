// Features of our own account, as it stands at the decision.

import type { AccountFeature } from './feature.ts';

/** What an account is, in its currency; `fillRatio` is the share of the last order that was filled, 1 before the first. */
export interface AccountToObserve {
  readonly cash: number;
  /** Of the instrument that is observed, at the close. */
  readonly positionValue: number;
  /** Cash and all positions. */
  readonly worth: number;
  readonly fillRatio: number;
}

export const CASH_RATIO: AccountFeature = {
  kind: 'account',
  index: 16,
  name: 'cash_ratio',
  formula: 'cash / worth, within 0 and 1; 1 where worth ≤ 1e-8',
  range: [0, 1],
  fact: 'cash',
  differs: 'As in the original.',
};

export const POSITION_RATIO: AccountFeature = {
  kind: 'account',
  index: 17,
  name: 'position_ratio',
  formula: 'tanh(value of the position / worth); 0 where worth ≤ 1e-8',
  range: [-1, 1],
  fact: 'position',
  differs: 'As in the original.',
};

export const AGENT_FILL_RATIO: AccountFeature = {
  kind: 'account',
  index: 21,
  name: 'agent_fill_ratio',
  formula: 'share of the last order that was filled, within 0 and 1; 1 before the first order',
  range: [0, 1],
  fact: 'fill',
  differs: 'The original has no bounds.',
};
