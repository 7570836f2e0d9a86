// The keys of seasonality: liquidity, spread and latency by the hour of the week. They stand at the top level.

import { z } from 'zod';
import { flag, path } from '../config-fields.ts';
import { CONFIG, VENUE } from '../readers.ts';

/** Where the file of seasonality lies when none is named. */
export const SEASONALITY_FILE = 'data/latency/liquidity_latency_seasonality.json';

const HASH_EXPECTED = 'expected a SHA-256 in 64 hexadecimal digits';

export const SEASONALITY_SHAPE = {
  use_seasonality: flag()
    .default(false)
    .meta({ reader: CONFIG, description: 'Whether liquidity and spread follow the hour of the week.' }),
  liquidity_seasonality_path: path()
    .optional()
    .meta({
      reader: CONFIG,
      description: `A JSON file with 168 (or 7) multipliers for each of liquidity, spread and latency. Default: ${SEASONALITY_FILE}.`,
    }),
  latency_seasonality_path: path().optional().meta({
    reader: CONFIG,
    description: 'The file that those of latency are taken from. Default: liquidity_seasonality_path.',
  }),
  liquidity_seasonality_hash: z
    .string({ error: HASH_EXPECTED })
    .regex(/^[0-9a-fA-F]{64}$/, { error: HASH_EXPECTED })
    .optional()
    .meta({ reader: CONFIG, description: 'What the SHA-256 of that file must be; another file is refused.' }),
  liquidity_seasonality_override_path: path().optional().meta({
    reader: CONFIG,
    description: 'A file of the same shape, by whose numbers those of the first are multiplied.',
  }),
  seasonality_interpolate: flag().default(false).meta({
    reader: VENUE,
    description: "Whether a multiplier goes straight to the next hour's in between.",
  }),
};
