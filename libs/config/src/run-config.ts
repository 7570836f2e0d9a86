// Every key of a run's configuration, once: type, default, unit. Whatever is not here is refused as unknown.
// Names are those of the original platform where it has them , so that its YAML files feel at home.

import { z } from 'zod';
import { basisPoints, decimal, flag, positiveDecimal, symbol, text, timeframe, wholeNumber } from './config-fields.ts';
import { DataSchema } from './data-config.ts';
import { InstrumentOverrideSchema } from './instrument-definition.ts';
import { BusSchema, LogSchema, speed, stackName } from './operational-config.ts';

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
      stack: stackName()
        .optional()
        .describe('The account that this run belongs to: own log, subjects and ports. Default: the unnamed one.'),
      bus: BusSchema.prefault({}).describe('Where NATS is.'),
      log: LogSchema.prefault({}).describe('Where Postgres is, which keeps the log.'),
      speed: speed()
        .default('max')
        .describe('How fast recorded time passes live: 1 as recorded, 60 a minute in a second, or max.'),
      data: DataSchema.describe('What is played: bars from files, or from a generator.'),
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
