// Everything that the backend `simd` keeps, in one memory of fixed size: parameters, moments, gradients, and the rows
// that go through the network at a time.

import {
  createKernel,
  createMemoryPlan,
  padded,
  paddedNetwork,
  type Kernel,
  type MemoryPlan,
  type NetworkSpec,
  type PaddedLayer,
  type PaddedNetwork,
} from '@tradingbot/policy';
import type { Rows } from '../loss/floats.ts';
import type { Constants, TrainedPerceptron } from './backward-pass.ts';

/**
 * Rows that go through the network at a time: few, so that what they leave behind stays in the processor's nearest
 * memory. All sums run over rows in order, so no result hangs on it.
 */
export const CHUNK = 64;

/** A perceptron, with its outputs and their gradients as the loss takes them. */
export interface Pass {
  readonly perceptron: TrainedPerceptron;
  readonly outputs: Rows;
  readonly gradients: Rows;
}

/** A part of the memory. */
export interface Place {
  /** In bytes. */
  readonly at: number;
  readonly values: Float32Array;
}

export interface NetworkMemory {
  readonly kernel: Kernel;
  readonly network: PaddedNetwork;
  readonly constants: Constants;
  readonly parameters: Place;
  readonly means: Place;
  readonly variances: Place;
  readonly gradients: Place;
  /** CHUNK × the observations, padded. */
  readonly observations: Place;
  /** Of the observations that an adversary has moved; also where gradients of observations are written. */
  readonly moved: Place;
  readonly actor: Pass;
  readonly critic: Pass;
  /** The actor again, for the moved observations. */
  readonly movedActor: Pass;
}

export function createNetworkMemory(spec: NetworkSpec): NetworkMemory {
  const network = paddedNetwork(spec);
  const plan = createMemoryPlan();
  const widest = Math.max(padded(spec.observations), ...network.actor.map(({ width }) => width));
  const constants: Constants = { zeros: plan.take(widest), one: plan.take(1) };
  const [parameters, means, variances, gradients] = [0, 1, 2, 3].map(() => plan.take(network.size)) as Four;
  const rows = CHUNK * padded(spec.observations);
  const [observations, moved] = [plan.take(rows), plan.take(rows)];
  const planned = (layers: readonly PaddedLayer[]): TrainedPerceptron => ({
    ...planRows(plan, layers),
    ...planTransposed(plan, layers),
    layers,
    parameters,
    gradients,
  });
  const own = planned(network.actor);
  const perceptrons = [own, planned(network.critic), { ...own, ...planRows(plan, network.actor) }] as const;
  const { kernel, memory } = createKernel(plan.size());

  const place = (at: number, length: number): Place => ({ at, values: new Float32Array(memory, at, length) });
  new Float32Array(memory, constants.one, 1)[0] = 1;
  const [actor, critic, movedActor] = perceptrons.map((perceptron) => passOf(perceptron, memory)) as [Pass, Pass, Pass];
  return {
    kernel,
    network,
    constants,
    parameters: place(parameters, network.size),
    means: place(means, network.size),
    variances: place(variances, network.size),
    gradients: place(gradients, network.size),
    observations: place(observations, rows),
    moved: place(moved, rows),
    actor,
    critic,
    movedActor,
  };
}

type Four = [number, number, number, number];

/** Room for a chunk of rows on their way forth and back. */
const planRows = (plan: MemoryPlan, layers: readonly PaddedLayer[]) => ({
  activations: layers.map(({ width }) => plan.take(CHUNK * width)),
  slopes: layers.map(({ width }) => plan.take(CHUNK * width)),
});

function planTransposed(plan: MemoryPlan, layers: readonly PaddedLayer[]) {
  const transposedWidths = layers.map(({ inputs }) => padded(inputs));
  return {
    transposed: layers.map(({ width }, i) => plan.take(width * (transposedWidths[i] as number))),
    transposedWidths,
  };
}

function passOf(perceptron: TrainedPerceptron, memory: ArrayBuffer): Pass {
  const { layers, activations, slopes } = perceptron;
  const stride = layers.at(-1)?.width ?? 0;
  const rows = (at: number | undefined): Rows => ({ values: new Float32Array(memory, at, CHUNK * stride), stride });
  return { perceptron, outputs: rows(activations.at(-1)), gradients: rows(slopes.at(-1)) };
}
