// Writes a journal as text: one event a line, canonical JSON, in position order. What `tests/replay` compares byte by byte.

import { EVENT_TYPES, type Serialiser } from '@tradingbot/contracts';
import type { Observer } from './sequencer.ts';

/** @param write takes whole lines, each ending with a newline */
export function journalWriter(serialiser: Serialiser, journal: string, write: (text: string) => void): Observer {
  return {
    reads: EVENT_TYPES,
    see: (event) => write(`${serialiser.line(event, journal)}\n`),
  };
}
