// The instruments that come with the platform: configs/instruments.yaml, read once.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@tradingbot/domain';
import { z } from 'zod';
import { explainIssue } from './explain-issue.ts';
import { InstrumentDefaultsSchema, InstrumentSchema, type InstrumentDefinition } from './instrument-definition.ts';
import { readYaml } from './read-yaml.ts';
import { placeOf, plainValue } from './yaml-tree.ts';

export const CATALOG_FILE = 'configs/instruments.yaml';

const CatalogSchema = z.strictObject({
  us_equity: InstrumentDefaultsSchema.extend({ symbols: z.array(z.string()).min(1) }),
  instruments: z.record(z.string(), InstrumentSchema),
});

export interface ShippedCatalog {
  readonly instruments: ReadonlyMap<string, InstrumentDefinition>;
  /** What `asset_class: us_equity` makes of a symbol that is not listed. */
  readonly usEquity: (symbol: string) => InstrumentDefinition;
}

let shipped: ShippedCatalog | undefined;

export function shippedCatalog(): ShippedCatalog {
  shipped ??= readCatalog(join(import.meta.dirname, '..', '..', '..', CATALOG_FILE));
  return shipped;
}

function readCatalog(file: string): ShippedCatalog {
  const root = readYaml(readFileSync(file, 'utf8'), (line) => `${CATALOG_FILE}:${line}`);
  const input = plainValue(root);
  const parsed = CatalogSchema.safeParse(input);
  if (!parsed.success) {
    const { path, what, mend } = explainIssue(CatalogSchema, input, parsed.error.issues);
    throw new InputError(
      placeOf(
        root,
        path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
      ),
      what,
      mend,
    );
  }
  const { symbols, ...defaults } = parsed.data.us_equity;
  const usEquity = (symbol: string): InstrumentDefinition => ({ ...defaults, asset_class: 'us_equity', base: symbol });
  const instruments = new Map(Object.entries(parsed.data.instruments));
  for (const symbol of symbols) instruments.set(symbol, usEquity(symbol));
  return { instruments, usEquity };
}
