// The state of a run as numbers in arrays and the rest as JSON, which is how a checkpoint keeps it.
// Parameters, optimiser and normaliser stand elsewhere in a checkpoint, so they are neither written nor read here.

import type { Json } from '@tradingbot/contracts';
import { InputError } from '@tradingbot/domain';
import type { PpoState } from './state.ts';

/** `values` holds no number that JSON cannot: those stand in `arrays`. */
export interface StateMembers {
  readonly values: Json;
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array | Int32Array | Uint8Array>>;
}

type KeptElsewhere = 'parameters' | 'optimiser' | 'normaliser';

export function membersOf(state: Omit<PpoState, KeptElsewhere>): StateMembers {
  const { rewardScale, klPenalty, episodes } = state;
  return {
    values: { random: [...state.random], environment: state.environment, adversary: state.adversary },
    arrays: {
      counts: Float64Array.of(state.step, state.iteration, state.epochs, episodes.next, episodes.count),
      observations: state.observations,
      episodeReturns: episodes.returns,
      episodeLengths: episodes.lengths,
      ...(klPenalty && { klPenalty: Float64Array.of(klPenalty.weight, klPenalty.integral, klPenalty.lastError) }),
      ...(rewardScale && {
        rewardSums: rewardScale.sums,
        rewardMoments: Float64Array.of(
          rewardScale.moments.mean[0] ?? 0,
          rewardScale.moments.variance[0] ?? 0,
          rewardScale.moments.count,
        ),
      }),
    },
  };
}

/** @throws InputError where a member is missing or of another kind */
export function stateOf({ values, arrays }: StateMembers, kept: Pick<PpoState, KeptElsewhere>): PpoState {
  const doubles = (name: string): Float64Array => member(arrays[name], Float64Array, name);
  const [step = 0, iteration = 0, epochs = 0, next = 0, count = 0] = doubles('counts');
  const [weight = 0, integral = 0, lastError = 0] = 'klPenalty' in arrays ? doubles('klPenalty') : [];
  const moments = 'rewardMoments' in arrays ? doubles('rewardMoments') : null;
  return {
    ...kept,
    step,
    iteration,
    epochs,
    random: wordsAt(values, 'random'),
    observations: member(arrays['observations'], Float32Array, 'observations'),
    episodes: { returns: doubles('episodeReturns'), lengths: doubles('episodeLengths'), next, count },
    klPenalty: 'klPenalty' in arrays ? { weight, integral, lastError } : null,
    rewardScale: moments && {
      sums: doubles('rewardSums'),
      moments: { mean: moments.slice(0, 1), variance: moments.slice(1, 2), count: moments[2] ?? 0 },
    },
    environment: valueAt(values, 'environment'),
    adversary: valueAt(values, 'adversary'),
  };
}

function member<Kind extends object>(found: unknown, kind: abstract new (...args: never) => Kind, name: string): Kind {
  if (found instanceof kind) return found;
  throw new InputError(`training state ${name}`, 'is missing or of another type', 'begin a new run');
}

function valueAt(values: Json, name: string): Json {
  const found = isObject(values) ? values[name] : undefined;
  if (found !== undefined) return found;
  throw new InputError(`training state ${name}`, 'is missing', 'begin a new run');
}

function wordsAt(values: Json, name: string): readonly number[] {
  const words = valueAt(values, name);
  if (Array.isArray(words) && words.length === 4 && words.every(Number.isInteger)) return words.map(Number);
  throw new InputError(`training state ${name}`, 'is not four integers', 'begin a new run');
}

const isObject = (values: Json): values is { readonly [name: string]: Json } =>
  typeof values === 'object' && values !== null && !Array.isArray(values);
