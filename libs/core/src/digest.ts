// One fingerprint of all decisions of a run: core, cause, ordinal, type, time and payload, in order.
// Equal digests mean that every decision was the same, byte for byte; the journal's id is not part of it.

import type { SequencedEvent, Serialiser } from '@tradingbot/contracts';
import { EVENT_TYPES } from '@tradingbot/contracts';
import type { Observer } from './sequencer.ts';

/** The one thing that the digest needs from the outside: SHA-256 over a growing text. */
export interface TextHash {
  update(text: string): void;
  /** The hash of all of it, in hexadecimal. Called once, at the end. */
  hex(): string;
}

export interface DecisionDigest extends Observer {
  /** How many decisions the digest covers. */
  readonly decisions: number;
  hex(): string;
}

const BATCH = 1 << 16;

export function decisionDigest(serialiser: Serialiser, hash: TextHash): DecisionDigest {
  let decisions = 0;
  // Texts are joined before hashing: one call per 64 kB costs less than one per decision.
  let pending = '';
  return {
    reads: EVENT_TYPES,
    see(event: SequencedEvent) {
      if (event.cause === 0) return;
      decisions += 1;
      pending += `${event.source} ${event.cause} ${event.ordinal} ${event.type} ${event.time} ${serialiser.payload(event)}\n`;
      if (pending.length >= BATCH) {
        hash.update(pending);
        pending = '';
      }
    },
    get decisions() {
      return decisions;
    },
    hex() {
      hash.update(pending);
      pending = '';
      return hash.hex();
    },
  };
}
