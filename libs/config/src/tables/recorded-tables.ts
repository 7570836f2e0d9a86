// What the files said that a configuration names. It is recorded with the configuration, because services build their
// cores from the journal alone, and a file may be another one by then.

import { z } from 'zod';
import { SymbolFeesSchema } from '../blocks/fees.ts';
import { block, bySymbol, positive, text } from '../config-fields.ts';
import { RULE_SHAPE } from '../instrument-definition.ts';
import { CONFIG, VENUE } from '../readers.ts';

const FilesSchema = z
  .array(
    z.strictObject({
      path: text('expected the path of a file').meta({ description: 'Where it lay.' }),
      sha256: text('expected a SHA-256').meta({ description: 'Of its bytes.' }),
    }),
    { error: 'expected a list of files' },
  )
  .meta({ reader: CONFIG, description: 'The files that this was read from.' });

const MULTIPLIERS_EXPECTED = 'expected 168 numbers above 0';

/** 168 multipliers, or none for all ones. */
const multipliers = (what: string) =>
  z
    .array(positive(), { error: MULTIPLIERS_EXPECTED })
    .refine(({ length }) => length === 0 || length === 168, { error: MULTIPLIERS_EXPECTED })
    .default([])
    .meta({ unit: 'factor', description: `Of ${what} by hour of the week; 0 is Monday 00:00 UTC.` });

const SeasonalitySchema = block({
  files: FilesSchema,
  left_out: positive(10).meta({
    unit: 'factor',
    reader: CONFIG,
    description: 'What hours of latency count as that the file leaves out.',
  }),
  liquidity: multipliers('liquidity'),
  spread: multipliers('the spread'),
  latency: multipliers('latency'),
});

const FiltersSchema = block({
  files: FilesSchema,
  built_at: z
    .string({ error: 'expected a time' })
    .optional()
    .meta({ reader: 'services/backtester', description: 'When the venue was asked, as the file says.' }),
  symbols: bySymbol(z.strictObject(RULE_SHAPE, { error: 'expected a map with the keys tick and lot' }), 'rules').meta({
    reader: CONFIG,
    description: "The venue's rules by symbol.",
  }),
});

export const TablesSchema = block({
  seasonality: SeasonalitySchema.optional().meta({ description: 'From liquidity_seasonality_path and its like.' }),
  fees: block({
    files: FilesSchema,
    symbols: bySymbol(SymbolFeesSchema, 'fees').meta({ description: 'Fees by symbol.' }),
  })
    .optional()
    .meta({ description: 'From fees.path.' }),
  filters: FiltersSchema.optional().meta({ description: 'From quantizer.filters_path.' }),
  adv: block({
    files: FilesSchema,
    symbols: bySymbol(positive(), 'volume').meta({
      unit: 'base asset',
      description: 'Average daily volume by symbol.',
    }),
  })
    .optional()
    .meta({ description: 'From adv.path and execution.bar_capacity_base.adv_base_path.' }),
}).meta({ reader: VENUE });

export type RecordedTables = z.output<typeof TablesSchema>;
export type SeasonalityTable = NonNullable<RecordedTables['seasonality']>;
export type FiltersTable = NonNullable<RecordedTables['filters']>;
export type FilterRules = FiltersTable['symbols'][string];
export type FeesTable = NonNullable<RecordedTables['fees']>;
export type AdvTable = NonNullable<RecordedTables['adv']>;
