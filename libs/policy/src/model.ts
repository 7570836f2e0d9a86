// A trained policy in memory: everything that decides what it does, and what it came from.

import type { Json } from '@tradingbot/contracts';
import type { NetworkSpec } from './network.ts';
import type { NormaliserState } from './normaliser.ts';

/** What the member `data` of a checkpoint holds, as JSON in camel case. */
export interface ModelData {
  readonly format: 'tradingbot-policy';
  readonly schemaVersion: 1;
  readonly algorithm: 'ppo' | 'sa-ppo';
  readonly network: NetworkSpec;
  /** The features that it sees, in order, and those that it does without, each with the reason. */
  readonly features: { readonly names: readonly string[]; readonly omitted: Readonly<Record<string, string>> };
  readonly assetClass: string;
  /** Length of its bars, such as "1h". */
  readonly timeframe: string;
  /** How an action becomes a target weight. */
  readonly actions: ActionMap;
  readonly hyperparameters: Readonly<Record<string, Json>>;
  readonly seed: number;
  /** Steps of the environment that it has learnt from. */
  readonly step: number;
  /** Where it came from: a run, and in a population the members before it. */
  readonly lineage: readonly Json[];
  /** SHA-256, hexadecimal, by what they are of: `configuration`, `data`, `code`. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Why it was kept: the metric and its value on the validation range. */
  readonly score: { readonly metric: string; readonly value: number } | null;
}

/** A number in −1 … 1 becomes `(a + 1) ÷ 2`; a choice becomes the weight that stands at its place. */
export type ActionMap =
  { readonly kind: 'continuous' } | { readonly kind: 'bins'; readonly weights: readonly number[] };

export interface PolicyModel {
  readonly data: ModelData;
  /** As `layoutOf(data.network)` places them. */
  readonly parameters: Float32Array;
  readonly normaliser: NormaliserState | null;
}
