// Every key of a run's configuration, once: type, default, unit. Whatever is not here is refused as unknown.
// Names are those of the original platform where it has them , so that its YAML files feel at home.

import { parseMicros } from '@tradingbot/domain';
import { z } from 'zod';
import {
  basisPoints,
  decimal,
  flag,
  instant,
  positiveDecimal,
  symbol,
  timeframe,
  wholeNumber,
} from './config-fields.ts';
import { InstrumentOverrideSchema } from './instrument-definition.ts';

const text = (error: string) => z.string({ error }).min(1, { error });

const DataSchema = z
  .strictObject({
    paths: z
      .array(text('expected the path of a CSV or Parquet file'), { error: 'expected a list of files with bars' })
      .min(1, { error: 'expected at least one file with bars' })
      .describe('Files with bars, CSV or Parquet, relative to the working directory. A file may hold several symbols.'),
    symbols: z
      .array(symbol(), { error: 'expected a list of symbols' })
      .min(1, { error: 'expected at least one symbol' })
      .refine((symbols) => new Set(symbols).size === symbols.length, { error: 'expected each symbol once' })
      .optional()
      .describe('The symbols to trade, in this order. Default: all that the files hold.'),
    timeframe: timeframe().optional().describe('The length of the bars. Default: what the files say.'),
    from: instant().optional().describe('The first instant, UTC, inclusive. Default: where the data begins.'),
    to: instant().optional().describe('The last instant, UTC, exclusive. Default: where the data ends.'),
  })
  .refine(({ from, to }) => timeOf(from, -Infinity) < timeOf(to, Infinity), {
    path: ['to'],
    error: 'expected a time after data.from',
  });

const strategyName = text('expected the name of a strategy or the path of a .ts file').describe(
  'A built-in strategy by name, or the path of a .ts file, relative to the working directory.',
);
const strategyParams = z
  .record(z.string(), z.unknown(), { error: 'expected a map of parameters' })
  .default({})
  .describe("The strategy's own parameters; what is left out takes the strategy's defaults.");

const StrategySchema = z.strictObject(
  { name: strategyName, params: strategyParams },
  { error: 'expected a map with the keys name and params' },
);
const NamedStrategySchema = z.strictObject(
  {
    name: strategyName,
    as: z
      .string({ error: 'expected a name for this strategy' })
      .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, { error: 'expected lower-case words joined by "-"' })
      .optional()
      .describe('The name of this strategy in the results. Default: the name it gives itself.'),
    params: strategyParams,
  },
  { error: 'expected a map with the keys name, as and params' },
);

const block = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, { error: 'expected a map of keys' });

const RiskSchema = block({
  enabled: flag()
    .default(true)
    .describe('Whether the limits of this block hold. The checks of cash and venue always do.'),
  max_abs_position_notional: decimal()
    .default('0')
    .describe("The most that the position in one symbol may be worth, in the account's currency; 0 = off."),
  max_order_notional: decimal()
    .default('0')
    .describe("The most that one order may be worth, in the account's currency; 0 = off."),
  daily_loss_limit: decimal()
    .default('0')
    .describe("Entries pause until the next day once the day's loss reaches this, in the account's currency; 0 = off."),
  max_orders_per_min: wholeNumber(0, 1_000_000)
    .default(60)
    .describe('How many orders may be approved within max_orders_window_s; 0 = off. Reductions are never refused.'),
  max_orders_window_s: wholeNumber(1, 86_400).default(60).describe('The window of max_orders_per_min, in seconds.'),
  daily_reset_utc_hour: wholeNumber(0, 23)
    .default(0)
    .describe('The hour, UTC, at which the day of daily_loss_limit begins.'),
});

const ExecutionSchema = block({
  clip_to_bar: block({
    enabled: flag()
      .default(true)
      .describe('Whether slippage stops at the high or low of the bar in which an order fills.'),
  })
    .prefault({})
    .describe('Whether a fill may lie outside its bar.'),
  close_at_end: flag().default(false).describe("Whether what is held is sold at the last bar's close."),
  equity_interval: timeframe()
    .default('1d')
    .describe('How often the journal records equity between fills. The equity curve has every bar.'),
});

export const RunConfigSchema = z
  .strictObject(
    {
      mode: z
        .literal('sim', { error: 'expected sim' })
        .default('sim')
        .describe('What kind of run this is; sim: recorded bars, simulated venue.'),
      seed: wholeNumber(0, 2 ** 31 - 1)
        .default(0)
        .describe('The start of all random numbers. Same seed, same run.'),
      artifacts_dir: text('expected a folder')
        .default('artifacts')
        .describe('The folder that gets one folder of results per run, relative to the working directory.'),
      logs_dir: text('expected a folder')
        .default('logs')
        .describe('The folder that gets one log file per run, relative to the working directory.'),
      data: DataSchema.describe('What is replayed.'),
      asset_class: z
        .enum(['us_equity'], { error: 'expected us_equity' })
        .optional()
        .describe('us_equity: symbols that no catalog lists are taken as US stocks (cents, whole shares, NYSE hours).'),
      portfolio: block({
        cash: positiveDecimal().describe('What the account starts with, in the quote currency of its instruments.'),
      }).describe('The account.'),
      strategy: StrategySchema.optional().describe('The one strategy of the run.'),
      strategies: z
        .array(NamedStrategySchema, { error: 'expected a list of strategies' })
        .min(1, { error: 'expected at least one strategy' })
        .optional()
        .describe('Several strategies on one account, in place of `strategy`.'),
      fees: block({
        maker_bps: basisPoints().describe('Fee of a fill that gives liquidity, in basis points of its value.'),
        taker_bps: basisPoints().describe('Fee of a fill that takes liquidity, in basis points of its value.'),
      }).describe('What the venue charges. Stated, never assumed.'),
      execution_params: block({
        slippage_bps: basisPoints()
          .default(0)
          .describe('How much worse than the open a market order fills, in basis points.'),
      })
        .prefault({})
        .describe('How orders meet the market.'),
      execution: ExecutionSchema.prefault({}).describe('How the simulated venue fills, and what is recorded.'),
      risk: RiskSchema.prefault({}).describe('The limits of the account.'),
      instruments: z
        .record(symbol(), InstrumentOverrideSchema, { error: 'expected a map from symbol to definition' })
        .default({})
        .describe(
          'Instruments by symbol, over configs/instruments.yaml: new ones in full, known ones by the keys to change.',
        ),
    },
    { error: 'expected a map of keys' },
  )
  .superRefine(({ strategy, strategies }, context) => {
    if (strategy === undefined && strategies === undefined) {
      const message = 'expected a strategy such as {name: ema-cross}';
      context.addIssue({ code: 'custom', path: ['strategy'], message });
    }
    if (strategy !== undefined && strategies !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['strategies'],
        message: 'expected nothing here, because strategy is given',
      });
    }
  });

export type RunConfig = z.output<typeof RunConfigSchema>;

const timeOf = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : (parseMicros(text) ?? otherwise);
