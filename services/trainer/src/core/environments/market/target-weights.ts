// What an action asks for: a share of what the account is worth, in parts per billion, as a strategy's target is.

import { InputError, invariant, WEIGHT_ONE } from '@tradingbot/domain';
import type { ActionMap } from '@tradingbot/policy';
import type { ActionSpace } from '../../environment.ts';

export interface TargetWeights {
  /** By choice; empty where the action is a number. */
  readonly bins: Float64Array;
  readonly actionSpace: ActionSpace;
}

/** @throws InputError for bins that are no weights of a long-only account */
export function targetWeights(actions: ActionMap): TargetWeights {
  if (actions.kind === 'continuous') return { bins: new Float64Array(0), actionSpace: { kind: 'box', actions: 1 } };
  const { weights } = actions;
  if (weights.length < 2 || weights.some((weight) => !(weight >= 0 && weight <= 1)))
    throw new InputError('actions.weights', `expected two weights or more, from 0 to 1, not [${weights.join(', ')}]`);
  return {
    bins: Float64Array.from(weights, (weight) => Math.round(weight * WEIGHT_ONE)),
    actionSpace: { kind: 'discrete', choices: weights.length },
  };
}

/** The weight of an action: of the choice, or of a number that is kept within −1 … 1. */
export function weightOf({ bins }: TargetWeights, action: number): number {
  if (bins.length > 0) {
    invariant(action >= 0 && action < bins.length, 'an action is one of the choices');
    return bins[action] as number;
  }
  const weight = Math.round(((Math.min(1, Math.max(-1, action)) + 1) / 2) * WEIGHT_ONE);
  invariant(weight >= 0, 'an action is a number');
  return weight;
}
