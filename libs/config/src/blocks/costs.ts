// The block `costs`: the impact of an order on the market, by its share of what trades in a day.

import { block, number } from '../config-fields.ts';
import { VENUE } from '../readers.ts';

const coefficient = () => number(0, 100_000).default(0);

export const CostsSchema = block({
  impact: block({
    sqrt_coeff: coefficient().meta({
      unit: 'bps',
      description: 'Times the square root of the share of the average daily volume.',
    }),
    linear_coeff: coefficient().meta({ unit: 'bps', description: 'Times that share itself.' }),
    power_coefficient: coefficient().meta({ unit: 'bps', description: 'Times that share to `power_exponent`.' }),
    power_exponent: number(0, 10).default(1).meta({ unit: 'exponent', description: 'Of `power_coefficient`.' }),
  })
    .prefault({})
    .meta({ description: 'What an order adds to its own price, on top of spread and slippage.' }),
}).meta({ reader: VENUE });
