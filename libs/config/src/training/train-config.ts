// Every key of a training's configuration, once: type, default, unit. Whatever is not here is refused.
// What the market is and what trading costs has the names that it has in the configuration of a run.

import { z } from 'zod';
import { RegulatorySchema } from '../blocks/fees.ts';
import { basisPoints, block, bySymbol, oneOf, only, positiveDecimal, text, wholeNumber } from '../config-fields.ts';
import { DataSchema } from '../data-config.ts';
import { InstrumentOverrideSchema } from '../instrument-definition.ts';
import { COMMAND_LINE, CONFIG, MARKET_DATA, TRAINER } from '../readers.ts';
import { AdversarialSchema } from './adversarial.ts';
import { ActionsSchema, EnvironmentSchema, FeaturesSchema, PolicySchema, RewardSchema } from './environment.ts';
import { PopulationSchema } from './population.ts';
import { SplitSchema } from './split.ts';
import { ModelSchema } from './training-params.ts';

const RUN_ID_EXPECTED = 'expected a name of letters, digits, ".", "_" and "-"';

/** What the validation range judges a policy by. */
export const EVALUATION_METRICS = ['sortino', 'sharpe', 'calmar', 'total_return', 'pnl', 'mean_reward'] as const;

const EvaluationSchema = block({
  metric: oneOf(EVALUATION_METRICS).default('sortino').meta({
    description: 'What the best model has most of, on the validation range, its actions without chance.',
  }),
}).meta({ reader: TRAINER });

/** Costs of the simulated venue that a training knows: of what takes liquidity, because a target weight does. */
const COSTS = {
  fees: block({
    taker_bps: basisPoints().meta({ unit: 'bps', description: 'Of the value of a fill. Stated, never assumed.' }),
    regulatory: RegulatorySchema.optional().meta({ description: 'Fees on sales of US stocks. Default: none.' }),
  }).meta({ reader: TRAINER, description: 'What the venue charges.' }),
  execution_params: block({
    slippage_bps: basisPoints()
      .default(0)
      .meta({ unit: 'bps', description: 'How much worse than the open of the next bar an order fills.' }),
  })
    .prefault({})
    .meta({ reader: TRAINER, description: 'How orders meet the market.' }),
  slippage: block({
    default_spread_bps: basisPoints()
      .default(0)
      .meta({ unit: 'bps', description: 'Ask minus bid; half of it is paid.' }),
  })
    .prefault({})
    .meta({ reader: TRAINER, description: 'The spread.' }),
  risk: block({
    max_order_notional: positiveDecimal()
      .optional()
      .meta({ unit: "account's currency", description: 'No order of an episode is larger. Default: no limit.' }),
    max_abs_position_notional: positiveDecimal()
      .optional()
      .meta({ unit: "account's currency", description: 'No order makes a position larger. Default: no limit.' }),
  })
    .prefault({})
    .meta({ reader: TRAINER, description: 'Those limits of an account that hold at every bar alike.' }),
};

export const TrainConfigSchema = z
  .strictObject(
    {
      mode: only('train', 'a training has a configuration of its own').meta({
        reader: COMMAND_LINE,
        description: 'What the configuration is for: `train`.',
      }),
      run_id: z
        .string({ error: RUN_ID_EXPECTED })
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, { error: RUN_ID_EXPECTED })
        .optional()
        .meta({ reader: TRAINER, description: 'The name of the run. Default: its start and its hash.' }),
      seed: wholeNumber(0, 2 ** 31 - 1)
        .default(0)
        .meta({
          unit: 'seed',
          reader: TRAINER,
          description: 'The start of all random numbers. Same seed, same model.',
        }),
      timezone: only('UTC', 'all times are UTC')
        .optional()
        .meta({ reader: CONFIG, description: 'The time zone of all times.' }),
      artifacts_dir: text('expected a folder').default('artifacts').meta({
        reader: TRAINER,
        description: 'The folder that gets one folder of models per run, and the newest models themselves.',
      }),
      logs_dir: text('expected a folder').default('logs').meta({
        reader: TRAINER,
        description: 'The folder that gets training.log, and tensorboard/ with one folder per run.',
      }),
      backend: oneOf(['auto', 'tfjs', 'simd']).default('auto').meta({
        reader: TRAINER,
        description: 'Who computes: TensorFlow.js, the SIMD kernel, or the faster of the two here, which is printed.',
      }),
      max_memory_mb: wholeNumber(16, 10_000_000)
        .default(2048)
        .meta({ unit: 'MiB', reader: TRAINER, description: 'A run that would need more is refused before it begins.' }),
      data: DataSchema.meta({
        reader: MARKET_DATA,
        description: 'What is learnt from: bars from files, or a generator.',
      }),
      asset_class: oneOf(['us_equity']).optional().meta({
        reader: CONFIG,
        description: 'us_equity: symbols that no catalog lists are taken as US stocks.',
      }),
      instruments: bySymbol(InstrumentOverrideSchema, 'definition').default({}).meta({
        reader: CONFIG,
        description: 'Instruments by symbol, over configs/instruments.yaml.',
      }),
      portfolio: block({
        cash: positiveDecimal()
          .default('10000')
          .meta({ unit: "account's currency", description: 'What an episode starts with.' }),
      })
        .prefault({})
        .meta({ reader: TRAINER, description: 'The account.' }),
      ...COSTS,
      split: SplitSchema.prefault({}).meta({ description: 'Which bars are learnt from, and which judge.' }),
      features: FeaturesSchema.prefault({}).meta({ description: 'What the policy sees.' }),
      actions: ActionsSchema.prefault({}).meta({ description: 'What the policy says.' }),
      reward: RewardSchema.prefault({}).meta({ description: 'What a step is worth.' }),
      env: EnvironmentSchema.prefault({}).meta({ description: 'The environments that the policy acts in.' }),
      policy: PolicySchema.prefault({}).meta({ description: 'The network.' }),
      model: ModelSchema.prefault({}).meta({ description: 'The algorithm.' }),
      eval: EvaluationSchema.prefault({}).meta({ description: 'How a policy is judged while it learns.' }),
      eval_freq: wholeNumber(0, 1e12).default(20_000).meta({
        unit: 'steps',
        reader: TRAINER,
        description: 'How often it is judged, after whole rollouts; 0 = at the end.',
      }),
      checkpoint_freq: wholeNumber(0, 1e12).default(100_000).meta({
        unit: 'steps',
        reader: TRAINER,
        description: 'How often a checkpoint is kept, after whole rollouts; 0 = none.',
      }),
      pbt: PopulationSchema.optional().meta({ description: 'A population learns side by side. Default: one policy.' }),
      adversarial: AdversarialSchema.optional().meta({ description: 'An adversary takes part. Default: none.' }),
    },
    { error: 'expected a map of keys' },
  )
  .superRefine(({ pbt, adversarial, model }, context) => {
    if (pbt?.enabled !== true) return;
    const varied = pbt.hyperparams.map(({ name }) => name);
    const refuse = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
    if (adversarial?.enabled !== true && varied.some((name) => name.startsWith('adversarial.')))
      refuse(['adversarial'], 'expected the adversary that pbt.hyperparams varies');
    if (model.params.num_quantiles === 0 && varied.includes('cvar_weight'))
      refuse(
        ['model', 'params', 'num_quantiles'],
        'expected more than 0, because pbt.hyperparams varies cvar_weight, which needs a distribution',
      );
  });

export type TrainConfig = z.output<typeof TrainConfigSchema>;
