// What a run is: enough to build the same cores again. The first fact of every journal.

import { z } from 'zod';
import type { Catalog } from './catalog.ts';
import { countOnWire, integerOnWire, textOnWire } from './wire.ts';

/** What a core is told before the first event. What else it needs comes as facts. */
export interface Manifest {
  readonly catalog: Catalog;
  readonly seed: number;
}

const InstrumentSchema = z.strictObject({
  symbol: textOnWire,
  venue: textOnWire,
  assetClass: z.enum(['crypto_spot', 'us_equity']),
  base: textOnWire,
  quote: textOnWire,
  priceScale: countOnWire,
  qtyScale: countOnWire,
  calendar: z.enum(['24x7', 'NYSE']),
});

/** The recorded manifest. `configuration` is all that the cores were built from; no secret is ever in it. */
export const ManifestSchema = z.strictObject({
  product: textOnWire,
  node: textOnWire,
  /** "" for the unnamed stack. */
  stack: textOnWire,
  /** Whose time it is: that of the data, or that of the world. */
  clock: z.enum(['simulated', 'wall']),
  /** The journal that this one continues, and the hash that it closed with. */
  previous: z.strictObject({ journal: textOnWire, hash: textOnWire }).nullable(),
  /** The last operator's command that was kept before this journal opened; "" for none. */
  lastCommand: textOnWire,
  codeHash: textOnWire,
  productCodeHash: textOnWire,
  /** One for each strategy; "" for one that is part of the product. */
  strategyCodeHashes: z.array(textOnWire),
  configurationHash: textOnWire,
  dataHash: textOnWire,
  seed: integerOnWire,
  synthetic: z.boolean(),
  currency: textOnWire,
  instruments: z.array(InstrumentSchema),
  strategies: z.array(textOnWire),
  ranks: z.array(textOnWire),
  configuration: z.json(),
});
export type RecordedManifest = z.output<typeof ManifestSchema>;
