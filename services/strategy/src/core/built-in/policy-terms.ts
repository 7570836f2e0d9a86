// What the strategy `policy` is called, what it is told, and what is known of the model that it trades.
// Apart from the strategy itself, which brings the network's kernel along.

import type { ModelData } from '@tradingbot/policy';
import { z } from 'zod';

export const POLICY = 'policy';

/** What of a model is known outside the core: where it came from, and a way to keep it. */
export interface TrainedModel {
  /** Of the file's bytes, hexadecimal: it stands for the strategy's code. */
  readonly sha256: string;
  /** As it was asked for. */
  readonly path: string;
  readonly data: ModelData;
  /** Keeps a copy under the folder of results, where a replay finds it by its hash. */
  readonly keep: (artifactsDir: string) => void;
}

export const PolicyParams = z.strictObject({
  /** The checkpoint: a file, or "promoted" for the model in force. */
  model: z.string({ error: 'expected the path of a model, or promoted' }).min(1),
  /** The most of equity that is held of one symbol: what the policy calls 1. Default: an equal share for each symbol. */
  weight: z.number().gt(0).max(1).optional(),
  /**
   * A target that lies no further than this from what is held is not named, which saves the fees of trades too small to
   * matter. In shares of what the policy may hold. With 0 every target is named, as in training.
   */
  min_change: z.number().min(0).max(1).default(0.001),
});

export type PolicySettings = z.output<typeof PolicyParams>;
