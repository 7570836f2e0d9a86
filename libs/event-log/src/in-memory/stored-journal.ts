// One journal in memory: its records, and what would be its rows in other tables.

import type { Head, LogRecord } from '../port.ts';
import { hexFromHash } from '../chain.ts';

export interface StoredJournal {
  readonly journal: string;
  readonly previous: string | undefined;
  readonly genesis: string;
  readonly openedAt: number;
  epoch: number;
  readonly records: LogRecord[];
  /** By id: what was stored under it, and where. */
  readonly known: Map<string, { readonly content: Uint8Array; readonly position: number }>;
  /** Set once another journal begins where this one ended. */
  continuedBy: string | undefined;
}

export function headOf({ genesis, records }: StoredJournal): Head {
  const last = records.at(-1);
  return last === undefined
    ? { position: 0, hash: genesis }
    : { position: last.position, hash: hexFromHash(last.hash) };
}
