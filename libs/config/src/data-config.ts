// The block `data`: which bars are played, from files or from a generator, and which part of them.

import { parseMicros } from '@tradingbot/domain';
import { z } from 'zod';
import { flag, instant, oneOf, path, symbol, text, timeframe } from './config-fields.ts';
import { GeneratorSchema } from './generator-config.ts';

const PATHS_EXPECTED = 'expected a list of files with bars';
const SOURCE_EXPECTED = 'expected at least one file with bars, or data.generator';

export const DataSchema = z
  .strictObject({
    paths: z
      .array(text('expected the path of a CSV or Parquet file'), { error: PATHS_EXPECTED })
      .default([])
      .describe('Files with bars, CSV or Parquet, relative to the working directory. A file may hold several symbols.'),
    generator: GeneratorSchema.optional().describe('Bars that are made and not read, in place of `paths`.'),
    symbols: z
      .array(symbol(), { error: 'expected a list of symbols' })
      .min(1, { error: 'expected at least one symbol' })
      .refine((symbols) => new Set(symbols).size === symbols.length, { error: 'expected each symbol once' })
      .optional()
      .describe('The symbols to trade, in this order. Default: all that there are.'),
    timeframe: timeframe()
      .optional()
      .meta({
        unit: 'length of time',
        description:
          'The length of the bars that are decided on; longer ones than those of the files are made of them, shorter ones are refused. ' +
          'A longer one of execution_profile outranks it. Default: that of execution_profile, else what files or generator say.',
      }),
    from: instant()
      .optional()
      .meta({ unit: 'UTC', description: 'The first instant, inclusive. Default: where the data begins.' }),
    to: instant()
      .optional()
      .meta({ unit: 'UTC', description: 'The last instant, exclusive. Default: where the data ends.' }),
    session: oneOf(['regular', 'extended'])
      .default('regular')
      .meta({
        description:
          'Which bars of an exchange are played: regular, those that overlap 09:30 to 16:00 New York; extended, 04:00 to 20:00. ' +
          'A market that never closes has no such hours.',
      }),
    corporate_actions: path()
      .optional()
      .meta({
        description:
          'A CSV file of splits and dividends with the columns symbol, ex_date, kind, numerator, denominator and amount. ' +
          'Prices stay as they were traded. Default: there are none.',
      }),
    cache: flag().default(true).meta({
      description:
        'Whether bars that were read are kept under .tradingbot/cache/bars, or in TRADINGBOT_HOME, for the next run over the same files.',
    }),
  })
  .superRefine(({ paths, generator, from, to }, context) => {
    const refuse = (key: string, message: string): void => context.addIssue({ code: 'custom', path: [key], message });
    if (paths.length === 0 && generator === undefined) refuse('paths', SOURCE_EXPECTED);
    if (paths.length > 0 && generator !== undefined)
      refuse('generator', 'expected nothing here, because data.paths is given');
    if (timeOf(from, -Infinity) >= timeOf(to, Infinity)) refuse('to', 'expected a time after data.from');
  });

const timeOf = (instantText: string | undefined, otherwise: number): number =>
  instantText === undefined ? otherwise : (parseMicros(instantText) ?? otherwise);
