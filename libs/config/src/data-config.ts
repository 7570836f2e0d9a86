// The block `data`: which bars are played, from files or from a generator, and which part of them.

import { parseMicros } from '@tradingbot/domain';
import { z } from 'zod';
import { instant, symbol, text, timeframe } from './config-fields.ts';
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
    timeframe: timeframe().optional().describe('The length of the bars. Default: what files or generator say.'),
    from: instant().optional().describe('The first instant, UTC, inclusive. Default: where the data begins.'),
    to: instant().optional().describe('The last instant, UTC, exclusive. Default: where the data ends.'),
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
