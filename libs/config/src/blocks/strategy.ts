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

export const StrategySchema = z
  .strictObject(
    { name: strategyName(), params: strategyParams() },
    { error: 'expected a map with the keys name and params' },
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
    },
    { error: 'expected a map with the keys name, as and params' },
  )
  .meta({ reader: STRATEGY });
