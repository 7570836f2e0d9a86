// One run of PPO on CartPole, and what its policy scores afterwards: what several benchmarks are made of.

import type { NetworkSpec } from '@tradingbot/policy';
import {
  cartPole,
  createPpo,
  createSimdBackend,
  evaluatePolicy,
  type Adversary,
  type Backend,
  type Disturb,
  type PpoSettings,
} from '@tradingbot/trainer';

export const CART_POLE: NetworkSpec = {
  observations: 4,
  hidden: [64, 64],
  activation: 'tanh',
  head: { kind: 'categorical', choices: 2 },
  critic: { kind: 'mean' },
};

export interface Trained {
  readonly backend: Backend;
  readonly steps: number;
  readonly stepsPerSecond: number;
}

export async function trainCartPole(
  settings: PpoSettings,
  environments: number,
  backendName: 'simd' | 'tfjs',
  adversaryOf?: (backend: Backend) => Adversary,
): Promise<Trained> {
  const backend = await backendNamed(backendName);
  const environment = cartPole(environments);
  const adversary = adversaryOf?.(backend);
  const ppo = createPpo({ settings, environment, backend, ...(adversary === undefined ? {} : { adversary }) });
  const start = performance.now();
  while (ppo.step < settings.totalTimesteps) ppo.iterate();
  return { backend, steps: ppo.step, stepsPerSecond: Math.round((ppo.step / (performance.now() - start)) * 1_000) };
}

async function backendNamed(name: 'simd' | 'tfjs'): Promise<Backend> {
  if (name === 'simd') return createSimdBackend(CART_POLE);
  const { chooseBackend } = await import('@tradingbot/trainer/train');
  return (await chooseBackend('tfjs', CART_POLE)).backend;
}

/** Returns of deterministic episodes. */
export const scores = (backend: Backend, seed: number, episodes: number, disturb?: Disturb): readonly number[] =>
  evaluatePolicy({
    backend,
    normaliser: null,
    environment: cartPole(Math.min(episodes, 20)),
    episodes,
    deterministic: true,
    seed,
    ...(disturb === undefined ? {} : { disturb }),
  }).returns;

export const meanOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

export function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}
