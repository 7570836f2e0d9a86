// The policy at one observation as a distribution, by its definition, in double precision.

import type { NetworkSpec } from '@tradingbot/policy';
import { actorOf, at, sigmaOf, type Tensors } from './network-definition.ts';

export interface PolicyAt {
  /** Means of normal distributions, or logits. */
  readonly outputs: readonly number[];
  /** Deviations; none of choices. */
  readonly sigma: readonly number[];
}

export const policyAt = (spec: NetworkSpec, tensors: Tensors, observation: readonly number[]): PolicyAt => ({
  outputs: actorOf(spec, tensors, observation),
  sigma: sigmaOf(spec, tensors),
});

/** Of one action: numbers of normal distributions, or the number of a choice. */
export function logProbOf({ head }: NetworkSpec, { outputs, sigma }: PolicyAt, action: readonly number[]): number {
  if (head.kind === 'categorical') return Math.log(at(softmax(outputs), at(action, 0)));
  return sum(
    outputs.map((mu, i) => {
      const s = at(sigma, i);
      return -((at(action, i) - mu) ** 2) / (2 * s * s) - Math.log(s * Math.sqrt(2 * Math.PI));
    }),
  );
}

export function entropyOf({ head }: NetworkSpec, { outputs, sigma }: PolicyAt): number {
  if (head.kind === 'gaussian') return sum(sigma.map((s) => Math.log(s * Math.sqrt(2 * Math.PI * Math.E))));
  return -sum(softmax(outputs).map((p) => (p === 0 ? 0 : p * Math.log(p))));
}

/** KL(p ‖ q). */
export function divergence({ head }: NetworkSpec, p: PolicyAt, q: PolicyAt): number {
  if (head.kind === 'categorical') {
    const [from, to] = [softmax(p.outputs), softmax(q.outputs)];
    return sum(from.map((share, i) => share * Math.log(share / at(to, i))));
  }
  return sum(
    p.outputs.map((mu, i) => {
      const [s1, s2] = [at(p.sigma, i), at(q.sigma, i)];
      return Math.log(s2 / s1) + (s1 ** 2 + (mu - at(q.outputs, i)) ** 2) / (2 * s2 ** 2) - 0.5;
    }),
  );
}

function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  return powers.map((power) => power / sum(powers));
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
