// The blocks `strategy` and `strategies`: who decides.

import { z } from 'zod';
import { text } from '../config-fields.ts';
import { STRATEGY } from '../readers.ts';

const strategyName = () =>
  text('expected the name of a strategy or the path of a .ts file').meta({
    description: 'A built-in strategy by name, or the path of a .ts file, relative to the working directory.',
  });

const strategyParams = () =>
  z
    .record(z.string(), z.unknown(), { error: 'expected a map of parameters' })
    .default({})
    .meta({ description: "The strategy's own parameters; what is left out takes the strategy's defaults." });

const strategyModel = () =>
  text('expected the path of a model, or promoted').optional().meta({
    description:
      'Of `policy` alone: a trained model, such as artifacts/best_model.zip; `promoted` is the one in force.',
  });

export const StrategySchema = z
  .strictObject(
    { name: strategyName(), params: strategyParams(), model: strategyModel() },
    { error: 'expected a map with the keys name, params and model' },
  )
  .meta({ reader: STRATEGY });

export const NamedStrategySchema = z
  .strictObject(
    {
      name: strategyName(),
      as: z
        .string({ error: 'expected a name for this strategy' })
        .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, { error: 'expected lower-case words joined by "-"' })
        .optional()
        .meta({ description: 'The name of this strategy in the results. Default: the name it gives itself.' }),
      params: strategyParams(),
      model: strategyModel(),
    },
    { error: 'expected a map with the keys name, as, params and model' },
  )
  .meta({ reader: STRATEGY });
