// The member `data` of a checkpoint as JSON: the model's own description, its spaces, and the state of training.

import { z } from 'zod';
import type { Json } from '@tradingbot/contracts';
import type { ModelData } from '../model.ts';
import type { NetworkSpec } from '../network.ts';

export const FORMAT = 'tradingbot-policy';
export const SCHEMA_VERSION = 1;

/** Enough for any policy of ours, and little enough that a forged description takes no memory. */
const MOST_UNITS = 16_384;
const units = z.int().min(1).max(MOST_UNITS);
const number = z.number();
const texts = z.record(z.string(), z.string());
const json = z.json() as z.ZodType<Json>;

const SigmaSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free') }),
  z
    .strictObject({ kind: z.literal('bounded'), min: number.min(0), max: number.positive() })
    .refine(({ min, max }) => min < max, 'expected min below max'),
]);

const NetworkSchema = z.strictObject({
  observations: units,
  hidden: z.array(units).max(16),
  activation: z.literal('tanh'),
  head: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('gaussian'), actions: units, sigma: SigmaSchema }),
    z.strictObject({ kind: z.literal('categorical'), choices: units }),
  ]),
  critic: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('mean') }),
    z.strictObject({ kind: z.literal('quantiles'), count: units }),
  ]),
});

const ActionsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('continuous') }),
  z.strictObject({ kind: z.literal('bins'), weights: z.array(number.min(0).max(1)).min(1) }),
]);

export const ModelDataSchema = z.strictObject({
  format: z.literal(FORMAT),
  schemaVersion: z.literal(SCHEMA_VERSION),
  algorithm: z.enum(['ppo', 'sa-ppo']),
  network: NetworkSchema,
  features: z.strictObject({ names: z.array(z.string()), omitted: texts }),
  assetClass: z.string(),
  timeframe: z.string(),
  actions: ActionsSchema,
  hyperparameters: z.record(z.string(), json),
  seed: number,
  step: z.int().min(0),
  lineage: z.array(json),
  hashes: texts,
  score: z.strictObject({ metric: z.string(), value: number }).nullable(),
}) satisfies z.ZodType<ModelData>;

const shape = z.tuple([z.int()]);

/** Derived from the network, for readers who look for them where Gymnasium has them. */
const SpacesSchema = z.strictObject({
  observation: z.strictObject({ kind: z.literal('box'), shape }),
  action: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('box'), shape, low: z.literal(-1), high: z.literal(1) }),
    z.strictObject({ kind: z.literal('discrete'), choices: z.int() }),
  ]),
});

export type Spaces = z.infer<typeof SpacesSchema>;

export const DataMemberSchema = ModelDataSchema.extend({
  spaces: SpacesSchema,
  training: z.strictObject({ values: json }).nullable(),
});

export function spacesOf({ observations, head }: NetworkSpec): Spaces {
  return {
    observation: { kind: 'box', shape: [observations] },
    action:
      head.kind === 'gaussian'
        ? { kind: 'box', shape: [head.actions], low: -1, high: 1 }
        : { kind: 'discrete', choices: head.choices },
  };
}
