// The loss of PPO above the network: from what actor and critic say of a minibatch to the gradient of every output.
// Its parts are sums over rows, so a minibatch may come in pieces; whoever computes the network does the rest.

import type { NetworkSpec } from '@tradingbot/policy';
import type { Minibatch, UpdateSettings, UpdateStats } from '../backend.ts';
import { createCriticTerms } from './critic-terms.ts';
import type { Floats, Rows } from './floats.ts';
import { createPolicyHead } from './create-policy-head.ts';
import { createPolicyTerms } from './policy-terms.ts';
import { createRobustTerm } from './robust-term.ts';

/** Of some rows, from 0: outputs of the network, or the gradients with respect to them. */
export interface HeadRows {
  readonly actor: Rows;
  readonly critic: Rows;
  /** The actor at the observations that an adversary has moved. */
  readonly moved: Rows;
}

export interface LossHead {
  /** @param logStd the parameters of that name; none for a categorical head */
  begin(batch: Minibatch, settings: UpdateSettings, logStd: Floats): void;
  /** Writes the gradients of `count` rows of the minibatch from its row `first` on. */
  add(first: number, count: number, outputs: HeadRows, gradients: HeadRows): void;
  /** Writes the gradient with respect to `logStd`. */
  end(logStdGradient: Floats): Omit<UpdateStats, 'gradNorm'>;
}

/** Whether this update has a robust term: an adversary has moved the observations, and the term counts. */
export const isRobust = ({ perturbed }: Minibatch, { robustKlCoef }: UpdateSettings): boolean =>
  perturbed !== undefined && robustKlCoef !== 0;

export function createLossHead(spec: NetworkSpec): LossHead {
  const head = createPolicyHead(spec);
  const policy = createPolicyTerms(spec, head);
  const critic = createCriticTerms(spec.critic);
  const robust = createRobustTerm(head);
  let current: { batch: Minibatch; settings: UpdateSettings } | undefined;

  return {
    begin(batch, settings, logStd) {
      current = { batch, settings };
      head.begin(logStd);
      policy.begin(batch, settings);
      critic.begin(batch, settings);
      robust.begin(batch, settings);
    },
    add(first, count, outputs, gradients) {
      policy.add(first, count, outputs.actor, gradients.actor);
      critic.add(first, count, outputs.critic, gradients.critic);
      robust.add(count, outputs.actor, outputs.moved, gradients.moved);
    },
    end(logStdGradient) {
      if (current === undefined) throw new Error('a loss ends that has not begun');
      head.end(logStdGradient);
      const { batch, settings } = current;
      const terms = { ...policy.means(), ...critic.means(), ...robust.means() };
      const { kl, tail, ...stats } = terms;
      const loss =
        stats.policyLoss +
        settings.klCoef * kl -
        settings.entCoef * stats.entropy +
        settings.vfCoef * stats.valueLoss +
        (isRobust(batch, settings) ? settings.robustKlCoef * stats.robustKl : 0) +
        (settings.cvar?.weight ?? 0) * tail;
      return { loss, ...stats };
    },
  };
}
