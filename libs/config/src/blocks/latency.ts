// The block `latency`: how long an order takes to the venue. Draws follow the run's seed and the number of the order.

import { block, flag, number, wholeNumber } from '../config-fields.ts';
import { VENUE } from '../readers.ts';

/** Milliseconds, up to an hour. */
const ms = () => wholeNumber(0, 3_600_000);

export const LatencySchema = block({
  base_ms: ms().default(250).meta({ unit: 'ms', description: 'What every attempt takes at least.' }),
  jitter_ms: ms().default(50).meta({ unit: 'ms', description: 'Up to so much is added, each amount as likely.' }),
  spike_p: number(0, 1)
    .default(0.01)
    .meta({ unit: 'probability', description: 'Of an attempt that takes far longer.' }),
  spike_mult: number(1, 1000).default(5).meta({ unit: 'factor', description: 'How much longer it takes then.' }),
  timeout_ms: wholeNumber(1, 3_600_000)
    .default(2500)
    .meta({ unit: 'ms', description: 'An attempt that takes longer has failed, and is made again.' }),
  retries: wholeNumber(0, 100)
    .default(1)
    .meta({ unit: 'attempts', description: 'How often it is made again; an order that fails every time is rejected.' }),
  use_seasonality: flag().optional().meta({
    reader: 'libs/config',
    description:
      'Whether base and jitter follow the hour of the week. Default: true where a file of seasonality is in use.',
  }),
  seasonality_default: number(0.1, 10)
    .default(1)
    .meta({ unit: 'factor', reader: 'libs/config', description: 'Of hours that the file of seasonality leaves out.' }),
  volatility_gamma: number(-10, 10)
    .default(0)
    .meta({ unit: 'factor', description: 'How much slower an order gets per deviation of the last return; 0 = not.' }),
  vol_window: wholeNumber(2, 10_000).default(120).meta({ unit: 'bars', description: 'Over which returns deviate.' }),
  zscore_clip: number(0, 100)
    .default(3)
    .meta({ unit: 'deviations', description: 'The most that a return counts as having deviated.' }),
  min_ms: ms().default(0).meta({ unit: 'ms', description: 'The least that an order takes, all attempts together.' }),
  max_ms: ms().default(10_000).meta({ unit: 'ms', description: 'The most that it takes.' }),
})
  .superRefine(({ min_ms, max_ms }, context) => {
    if (min_ms > max_ms) context.addIssue({ code: 'custom', path: ['max_ms'], message: 'expected at least min_ms' });
  })
  .meta({ reader: VENUE });
