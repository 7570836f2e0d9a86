// The block `adv`: the average daily volume, against which impact and capacity are measured.

import { block, flag, path, wholeNumber } from '../config-fields.ts';
import { VENUE } from '../readers.ts';

export const AdvSchema = block({
  enabled: flag()
    .default(false)
    .meta({ description: 'Whether this block holds; without it the volume is measured over 30 days of bars.' }),
  path: path().optional().meta({
    description: 'A JSON file with the average daily volume by symbol, in the base asset, in place of measuring it.',
  }),
  window_days: wholeNumber(1, 365)
    .default(30)
    .meta({ unit: 'days', description: 'The last bars over which the volume is measured.' }),
}).meta({ reader: VENUE });
