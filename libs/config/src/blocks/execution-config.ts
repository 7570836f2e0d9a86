// The block `execution_config`: orders that are large are worked in pieces, whatever the profile says.

import { block, decimal, oneOf, positive, wholeNumber } from '../config-fields.ts';
import { EXECUTION } from '../readers.ts';

export const ExecutionConfigSchema = block({
  notional_threshold: decimal()
    .default('10000')
    .meta({ unit: "account's currency", description: 'An approval worth this much or more is a large order.' }),
  large_order_algo: oneOf(['TWAP', 'POV', 'VWAP'])
    .default('TWAP')
    .meta({ description: 'Equal pieces, a share of the volume, or along the volume of a bar.' }),
  twap: block({
    parts: wholeNumber(1, 10_000).default(6).meta({ unit: 'orders', description: 'How many pieces.' }),
    child_interval_s: wholeNumber(1, 86_400)
      .default(600)
      .meta({ unit: 's', description: 'From one piece to the next.' }),
  })
    .prefault({})
    .meta({ description: 'Of the algorithm TWAP.' }),
  pov: block({
    participation: positive(1)
      .default(0.1)
      .meta({ unit: 'share', description: 'Of the mean volume of the last bars.' }),
    child_interval_s: wholeNumber(1, 86_400)
      .default(60)
      .meta({ unit: 's', description: 'From one piece to the next.' }),
    min_child_notional: decimal()
      .default('20')
      .meta({ unit: "account's currency", description: 'The least that one piece is worth.' }),
  })
    .prefault({})
    .meta({ description: 'Of the algorithm POV.' }),
}).meta({ reader: EXECUTION });
