// The symbols of a run, as far as its configuration alone says: files may hold more than it names.

import type { RunConfig } from './run-config.ts';

/** Those asked for, or else those that are generated; `undefined` when it is left to the files. */
export const configuredSymbols = ({ data }: Pick<RunConfig, 'data'>): readonly string[] | undefined =>
  data.symbols ?? data.generator?.symbols;
