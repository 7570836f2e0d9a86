// The block `eval`: how `tradingbot eval` judges a model, and when the answer is no.

import { z } from 'zod';
import { block, number, oneOf, timeframe, wholeNumber } from '../config-fields.ts';
import { COMMAND_LINE } from '../readers.ts';

export const EvaluationSchema = block({
  bar: z
    .partialRecord(
      oneOf(['sharpe', 'sortino', 'calmar', 'total_return', 'max_drawdown', 'deflated_sharpe', 'pbo']),
      number(-Infinity, Infinity),
      { error: 'expected a map from figure to the least number' },
    )
    .optional()
    .meta({
      unit: "the figure's",
      description: 'The least that is good enough, such as {sortino: 0.5}; below it `eval` ends with exit code 1.',
    }),
  folds: wholeNumber(1, 100)
    .default(4)
    .meta({ unit: 'ranges', description: 'Of a model: into so many ranges the bars are cut.' }),
  seeds: wholeNumber(1, 100)
    .default(3)
    .meta({ unit: 'seeds', description: 'Of a model: each range is run with seed, seed + 1, and so on.' }),
  embargo: timeframe()
    .optional()
    .meta({ unit: 'length of time', description: 'Left out between two ranges. Default: nothing.' }),
}).meta({ reader: COMMAND_LINE });
