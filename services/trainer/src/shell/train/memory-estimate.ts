// How much memory a training will take, said before it begins: from the sizes of its arrays, rounded up. An estimate: what
// the engine itself needs is a constant here, and garbage that is not collected yet is not counted.

import type { TrainConfig } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { criticOutputs, layoutOf, type NetworkSpec } from '@tradingbot/policy';

export interface MemoryEstimate {
  readonly bytes: number;
  /** What most of it is for, and the key that makes it less. */
  readonly largest: { readonly what: string; readonly key: string };
}

const MIB = 2 ** 20;
/** Node, the libraries and the numeric backend, before a bar is read; measured, and the same for every run. */
const ENGINE_BYTES = 200 * MIB;
/** Of a thread. */
const THREAD_BYTES = 60 * MIB;
const DOUBLE = 8;
const FLOAT = 4;
/** Times, prices and volumes as they are read, and again as they are held. */
const BAR_DOUBLES = 12;

export function estimateMemory(
  { model, env, pbt }: TrainConfig,
  network: NetworkSpec,
  bars: number,
  marketFeatures: number,
  threads: number,
): MemoryEstimate {
  const rows = model.params.n_steps * env.n_envs;
  const widest = Math.max(network.observations, ...network.hidden);
  const members = pbt?.enabled === true ? pbt.population_size : 1;
  const workers = Math.max(1, threads);
  const parts = [
    {
      what: 'bars and their features',
      key: 'data.from',
      bytes: bars * (BAR_DOUBLES * DOUBLE + marketFeatures * FLOAT),
    },
    {
      what: 'rollouts',
      key: 'model.params.n_steps or env.n_envs',
      bytes: workers * rows * (network.observations + 2 * criticOutputs(network) + 10) * FLOAT,
    },
    {
      what: 'minibatches',
      key: 'model.params.batch_size',
      bytes:
        workers * model.params.batch_size * (2 * network.observations + 6 * widest * network.hidden.length) * FLOAT,
    },
    {
      what: 'parameters and the optimiser',
      key: members > 1 ? 'policy.hidden or pbt.population_size' : 'policy.hidden',
      bytes: (members + 3 * workers) * layoutOf(network).size * 4 * FLOAT,
    },
  ];
  const largest = parts.reduce((most, part) => (part.bytes > most.bytes ? part : most));
  const overhead = ENGINE_BYTES + (workers > 1 ? workers * THREAD_BYTES : 0);
  return { bytes: parts.reduce((sum, { bytes }) => sum + bytes, overhead), largest };
}

/** @throws InputError when the run would need more than it may have */
export function refuseTooMuch({ bytes, largest }: MemoryEstimate, mostMib: number): void {
  if (bytes <= mostMib * MIB) return;
  throw new InputError(
    'max_memory_mb',
    `the run would need about ${mibText(bytes)}, more than ${mostMib} MiB, most of it for ${largest.what}`,
    `lower ${largest.key}, or raise max_memory_mb`,
  );
}

export const mibText = (bytes: number): string => `${Math.ceil(bytes / MIB)} MiB`;
