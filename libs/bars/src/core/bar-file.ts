// A file of bars, as surveyed: enough to say what a run was fed, and to choose what to read.

import type { SymbolSpan } from './bar-tally.ts';

/** The bars of one symbol in one file, and how long each is; `undefined` when a single bar does not tell. */
export interface FileSpan extends SymbolSpan {
  readonly timeframe: number | undefined;
}

export interface BarFile {
  readonly path: string;
  readonly format: 'csv' | 'parquet';
  /** Of the bytes of the file, hexadecimal. */
  readonly sha256: string;
  /** The file says that its bars were made, not traded. */
  readonly synthetic: boolean;
  readonly symbols: readonly string[];
  readonly spans: readonly FileSpan[];
}

/** What reading a file tells beside its name and hash. */
export interface FileContents {
  readonly synthetic: boolean;
  readonly spans: readonly SymbolSpan[];
  /** The bar length that a column of close times gives. */
  readonly closeTimeSays: number | undefined;
}
