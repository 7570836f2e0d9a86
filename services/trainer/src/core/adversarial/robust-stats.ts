// What an iteration against an adversary says of itself, under `sa_ppo/`.

import type { UpdateStats } from '../backend.ts';

export interface RobustStats {
  begin(epsilon: number): void;
  /** Rows of a minibatch that are true, and that are moved. */
  split(clean: number, adversarial: number): void;
  add(stats: UpdateStats, robustKlCoef: number): void;
  /** Means over the minibatches, and rows of the iteration in all. */
  metrics(): Readonly<Record<string, number>>;
}

export function createRobustStats(): RobustStats {
  const sums = { updates: 0, policyLoss: 0, valueLoss: 0, entropy: 0, kl: 0, penalty: 0 };
  const rows = { clean: 0, adversarial: 0, ofMinibatch: 0, cleanOfMinibatch: 0 };
  let epsilon = 0;
  return {
    begin: (radius) => {
      Object.assign(sums, { updates: 0, policyLoss: 0, valueLoss: 0, entropy: 0, kl: 0, penalty: 0 });
      Object.assign(rows, { clean: 0, adversarial: 0, ofMinibatch: 0, cleanOfMinibatch: 0 });
      epsilon = radius;
    },
    split: (clean, adversarial) => {
      rows.clean += clean;
      rows.adversarial += adversarial;
      rows.ofMinibatch = clean + adversarial;
      rows.cleanOfMinibatch = clean;
    },
    add: (stats, robustKlCoef) => {
      // Of the rows that carry the term, not of all.
      const kl = rows.cleanOfMinibatch === 0 ? 0 : (stats.robustKl * rows.ofMinibatch) / rows.cleanOfMinibatch;
      sums.updates++;
      sums.policyLoss += stats.policyLoss;
      sums.valueLoss += stats.valueLoss;
      sums.entropy += stats.entropy;
      sums.kl += kl;
      sums.penalty += robustKlCoef * kl;
    },
    metrics: () => ({
      'sa_ppo/policy_loss': sums.policyLoss / sums.updates,
      'sa_ppo/value_loss': sums.valueLoss / sums.updates,
      'sa_ppo/entropy': sums.entropy / sums.updates,
      'sa_ppo/robust_kl_penalty': sums.penalty / sums.updates,
      'sa_ppo/kl_divergence': sums.kl / sums.updates,
      'sa_ppo/num_adversarial': rows.adversarial,
      'sa_ppo/num_clean': rows.clean,
      'sa_ppo/epsilon': epsilon,
    }),
  };
}
