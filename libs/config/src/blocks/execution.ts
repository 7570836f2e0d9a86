// The block `execution`: how the simulated venue prices a fill inside a bar, how much a bar has room for, and what is
// recorded on the way.

import { z } from 'zod';
import { block, flag, number, only, oneOf, path, positive, timeframe } from '../config-fields.ts';
import { BACKTESTER, EXECUTION, MARKET_DATA, VENUE } from '../readers.ts';

const ClipToBarSchema = block({
  enabled: flag()
    .default(true)
    .meta({ description: 'Whether slippage stops at the high or low of the bar in which an order fills.' }),
  strict_open_fill: flag()
    .default(false)
    .meta({ description: 'Whether a fill at the very open has the open as its price, without spread and slippage.' }),
});

const CapacitySchema = block({
  enabled: flag().default(false).meta({ description: 'Whether a bar has room for a share of a day only.' }),
  capacity_frac_of_ADV_base: positive(1000).default(1).meta({
    unit: 'share',
    description: 'Of the average daily volume, spread evenly over the bars of a day: the room of one bar.',
  }),
  adv_base_path: path().optional().meta({
    description:
      'A JSON file with the average daily volume by symbol, in the base asset. Default: measured from the bars.',
  }),
  floor_base: number(0, Infinity).default(0).meta({ unit: 'base asset', description: 'The least room of a bar.' }),
});

export const ExecutionSchema = block({
  enabled: only(true, 'a run without execution has no trades').default(true).meta({
    description: 'Orders are executed.',
  }),
  mode: only('bar', 'bars are what the market is made of').default('bar').meta({
    description: 'The market is played bar by bar.',
  }),
  spot_only: only(true, 'nothing is sold short or borrowed')
    .default(true)
    .meta({ description: 'Only what is held can be sold.' }),
  fill_policy: only('next_open_market', 'other ways to the market are execution profiles')
    .default('next_open_market')
    .meta({ description: 'What is decided when a bar closes reaches the market in the next one.' }),
  intrabar_price_model: oneOf(['open', 'close', 'mid', 'linear', 'ohlc', 'bridge', 'reference'])
    .default('linear')
    .meta({ description: 'The price of the market inside a bar, for orders that arrive after its open.' }),
  reference_prices_path: path()
    .optional()
    .meta({
      reader: MARKET_DATA,
      description:
        'Finer bars, CSV or Parquet, whose closes are the way of the price inside a bar; for `reference`. ' +
        'Default: the bars that longer ones were made of; a bar without them takes `bridge`.',
    }),
  clip_to_bar: ClipToBarSchema.prefault({}).meta({ description: 'Whether a fill may lie outside its bar.' }),
  max_participation: number(0, 1)
    .default(0)
    .meta({ unit: 'share', description: "Of a bar's volume: what all fills of it may take together; 0 = no cap." }),
  bar_capacity_base: CapacitySchema.prefault({}).meta({
    description: 'How much of the average daily volume a bar has room for.',
  }),
  volume_profile: z
    .array(positive(), { error: 'expected a list of numbers above 0' })
    .min(2, { error: 'expected at least two slices' })
    .max(1000, { error: 'expected at most 1000 slices' })
    .optional()
    .meta({
      unit: 'weight',
      reader: EXECUTION,
      description: 'Of each slice of `VWAP_CURRENT_*`, relative to the others. Default: six equal slices.',
    }),
  close_at_end: flag().default(false).meta({
    reader: BACKTESTER,
    description: "Whether what is held is sold at the last bar's close.",
  }),
  equity_interval: timeframe().default('1d').meta({
    reader: EXECUTION,
    description: 'How often the journal records equity between fills. The equity curve has every bar.',
  }),
}).meta({ reader: VENUE });
