// Every key of a run's configuration, once: type, default, unit. Whatever is not here is refused as unknown.
// Names are those of the original platform where it has them, so that its YAML files feel at home.

import { z } from 'zod';
import { AdvSchema } from './blocks/adv.ts';
import { CostsSchema } from './blocks/costs.ts';
import { EvaluationSchema } from './blocks/evaluation.ts';
import { ExecutionConfigSchema } from './blocks/execution-config.ts';
import { executionProfile, ExecutionParamsSchema, profileTimeframe } from './blocks/execution-profile.ts';
import { ExecutionSchema } from './blocks/execution.ts';
import { FeesSchema } from './blocks/fees.ts';
import { LatencySchema } from './blocks/latency.ts';
import { NoTradeSchema } from './blocks/no-trade.ts';
import { QuantizerSchema } from './blocks/quantizer.ts';
import { RiskSchema } from './blocks/risk.ts';
import { SEASONALITY_SHAPE } from './blocks/seasonality.ts';
import { SlippageSchema } from './blocks/slippage.ts';
import { NamedStrategySchema, StrategySchema } from './blocks/strategy.ts';
import { block, bySymbol, oneOf, only, positiveDecimal, symbol, text, wholeNumber } from './config-fields.ts';
import { DataSchema } from './data-config.ts';
import { InstrumentOverrideSchema } from './instrument-definition.ts';
import { BusSchema, LogSchema, speed, stackName } from './operational-config.ts';
import { BACKTESTER, COMMAND_LINE, CONFIG, EXECUTION, MARKET_DATA, STRATEGY } from './readers.ts';
import { TablesSchema } from './tables/recorded-tables.ts';

const RUN_ID_EXPECTED = 'expected a name of letters, digits, ".", "_" and "-"';

export const RunConfigSchema = z
  .strictObject(
    {
      mode: oneOf(['sim', 'backtest', 'eval']).default('sim').meta({
        reader: COMMAND_LINE,
        description:
          'What the configuration is for: sim and backtest for `backtest`, eval for `eval`. All are simulated.',
      }),
      run_id: z
        .string({ error: RUN_ID_EXPECTED })
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, { error: RUN_ID_EXPECTED })
        .optional()
        .meta({ reader: BACKTESTER, description: 'The name of the run. Default: its start and its hash.' }),
      seed: wholeNumber(0, 2 ** 31 - 1)
        .default(0)
        .meta({
          unit: 'seed',
          reader: BACKTESTER,
          description: 'The start of all random numbers. Same seed, same run.',
        }),
      timezone: only('UTC', 'all times are UTC')
        .optional()
        .meta({ reader: CONFIG, description: 'The time zone of all times.' }),
      artifacts_dir: text('expected a folder').default('artifacts').meta({
        reader: BACKTESTER,
        description: 'The folder that gets one folder of results per run, relative to the working directory.',
      }),
      logs_dir: text('expected a folder').default('logs').meta({
        reader: BACKTESTER,
        description: 'The folder that gets one log file per run, relative to the working directory.',
      }),
      stack: stackName().optional().meta({
        reader: COMMAND_LINE,
        description: 'The account that this run belongs to: own log, subjects and ports. Default: the unnamed one.',
      }),
      bus: BusSchema.prefault({}).meta({ reader: COMMAND_LINE, description: 'Where NATS is.' }),
      log: LogSchema.prefault({}).meta({
        reader: COMMAND_LINE,
        description: 'Where Postgres is, which keeps the log.',
      }),
      speed: speed().default('max').meta({
        unit: 'times',
        reader: MARKET_DATA,
        description: 'How fast recorded time passes live: 1 as recorded, 60 a minute in a second, or max.',
      }),
      data: DataSchema.meta({
        reader: MARKET_DATA,
        description: 'What is played: bars from files, or from a generator.',
      }),
      asset_class: oneOf(['us_equity']).optional().meta({
        reader: CONFIG,
        description:
          'us_equity: symbols that no catalog lists are taken as US stocks (cents, whole shares, NYSE hours).',
      }),
      portfolio: block({
        cash: positiveDecimal().meta({
          unit: "account's currency",
          description: 'What the account starts with, in the quote currency of its instruments.',
        }),
        balances: z
          .record(symbol(), positiveDecimal(), { error: 'expected a map from asset to amount' })
          .default({})
          .meta({ unit: 'the asset itself', description: 'Other assets that the account starts with: BNB for fees.' }),
      }).meta({ reader: BACKTESTER, description: 'The account.' }),
      strategy: StrategySchema.optional().meta({ reader: STRATEGY, description: 'The one strategy of the run.' }),
      strategies: z
        .array(NamedStrategySchema, { error: 'expected a list of strategies' })
        .min(1, { error: 'expected at least one strategy' })
        .optional()
        .meta({ reader: STRATEGY, description: 'Several strategies on one account, in place of `strategy`.' }),
      execution_profile: executionProfile().optional().meta({
        reader: EXECUTION,
        description:
          'How an approval goes to the market, and the bars it is decided on. Default: a market order for the next open.',
      }),
      execution_params: ExecutionParamsSchema.prefault({}).meta({ description: 'How orders meet the market.' }),
      execution: ExecutionSchema.prefault({}).meta({
        description: 'How the simulated venue fills, and what is recorded.',
      }),
      execution_config: ExecutionConfigSchema.optional().meta({
        description: 'Large orders are worked in pieces. Default: they are not.',
      }),
      fees: FeesSchema.meta({ description: 'What the venue charges. Stated, never assumed.' }),
      slippage: SlippageSchema.optional().meta({ description: 'Spread and slippage. Default: none.' }),
      costs: CostsSchema.optional().meta({ description: 'Impact on the market. Default: none.' }),
      adv: AdvSchema.optional().meta({ description: 'The average daily volume. Default: measured over 30 days.' }),
      latency: LatencySchema.optional().meta({ description: 'The way to the venue. Default: it takes no time.' }),
      ...SEASONALITY_SHAPE,
      quantizer: QuantizerSchema.optional().meta({
        description: "The venue's file of rules for orders. Default: those of configs/instruments.yaml.",
      }),
      no_trade: NoTradeSchema.optional().meta({ description: 'When nothing is entered. Default: never.' }),
      risk: RiskSchema.prefault({}).meta({ description: 'The limits of the account.' }),
      instruments: bySymbol(InstrumentOverrideSchema, 'definition').default({}).meta({
        reader: CONFIG,
        description:
          'Instruments by symbol, over configs/instruments.yaml: new ones in full, known ones by the keys to change.',
      }),
      all_profiles: z
        .boolean({ error: 'expected true or false' })
        .default(false)
        .meta({ reader: COMMAND_LINE, description: '`eval` runs every profile, as with --all-profiles.' }),
      profiles: z
        .array(executionProfile(), { error: 'expected a list of profiles' })
        .min(1, { error: 'expected at least one profile' })
        .optional()
        .meta({ reader: COMMAND_LINE, description: 'The profiles that `eval` runs. Default: execution_profile.' }),
      metrics: z
        .array(text('expected the name of a metric'), { error: 'expected a list of metrics' })
        .min(1, { error: 'expected at least one metric' })
        .optional()
        .meta({
          reader: COMMAND_LINE,
          description: 'The figures in the table of `eval`, such as sharpe. Default: the usual.',
        }),
      eval: EvaluationSchema.prefault({}).meta({ description: 'How `eval` judges.' }),
      tables: TablesSchema.optional().meta({
        description: 'What the files said that other keys name; recorded with a run, so that nothing is read again.',
      }),
    },
    { error: 'expected a map of keys' },
  )
  .superRefine((config, context) => {
    const { strategy, strategies, execution_params, data } = config;
    const knowsStep = profileTimeframe(config) ?? data.timeframe ?? data.generator?.timeframe;
    if (execution_params.ttl_ms !== undefined && knowsStep === undefined) {
      const message = 'expected data.timeframe too, because an order lives for whole bars; or write ttl_steps';
      context.addIssue({ code: 'custom', path: ['execution_params', 'ttl_ms'], message });
    }
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
