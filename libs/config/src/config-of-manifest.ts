// What a journal was opened with, read back from its first event: every service builds its cores from that alone.

import type { Catalog, RecordedManifest } from '@tradingbot/contracts';
import { InputError, marketSymbol } from '@tradingbot/domain';
import { explainIssue } from './explain-issue.ts';
import { RunConfigSchema, type RunConfig } from './run-config.ts';

/**
 * The configuration. Folders of results are not recorded, so they are the default ones.
 * @throws InputError when this release knows other keys than the one that wrote the journal
 */
export function configOfManifest(manifest: RecordedManifest): RunConfig {
  const { configuration, product } = manifest;
  const parsed = RunConfigSchema.safeParse(configuration);
  if (parsed.success) return parsed.data;
  const { path, what } = explainIssue(RunConfigSchema, configuration, parsed.error.issues);
  const where = ["the journal's configuration", ...path.map(String)].join(', ');
  throw new InputError(where, `does not fit this release: ${what}`, `read the journal with release ${product}`);
}

export function catalogOf({ instruments, strategies, currency }: RecordedManifest): Catalog {
  return {
    instruments: instruments.map((instrument) => ({ ...instrument, symbol: marketSymbol(instrument.symbol) })),
    strategies,
    currency,
  };
}
