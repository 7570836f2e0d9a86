// What a run refuses before it begins: settings that contradict each other, and parts that do not fit.

import { InputError, invariant } from '@tradingbot/domain';
import type { NetworkSpec } from '@tradingbot/policy';
import type { VectorEnvironment } from '../environment.ts';
import type { PpoSettings } from './settings.ts';

/** @throws InputError for what whoever configured the run can mend */
export function checkSettings(settings: PpoSettings, spec: NetworkSpec, environment: VectorEnvironment): void {
  for (const name of ['totalTimesteps', 'nSteps', 'batchSize', 'nEpochs'] as const) {
    const value = settings[name];
    if (!Number.isInteger(value) || value < 1) throw new InputError(name, `is ${value}`, 'give an integer from 1');
  }
  if (settings.klPenalty !== null && settings.targetKl === null) {
    throw new InputError('klPenalty', 'has no targetKl to steer towards', 'set targetKl, such as 0.02');
  }
  if (settings.cvar !== null && spec.critic.kind !== 'quantiles') {
    throw new InputError('cvar', 'needs a critic of quantiles', 'set the critic to quantiles, or leave cvar out');
  }
  invariant(spec.observations === environment.observations, 'a network is as wide as what it sees');
  invariant(headFits(spec, environment), "a network's head is made for the actions of its environment");
}

function headFits({ head }: NetworkSpec, { actionSpace }: VectorEnvironment): boolean {
  return head.kind === 'gaussian'
    ? actionSpace.kind === 'box' && actionSpace.actions === head.actions
    : actionSpace.kind === 'discrete' && actionSpace.choices === head.choices;
}
