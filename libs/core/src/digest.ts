// One fingerprint of all decisions of a run: core, cause, ordinal, type, time and payload, in order.
// Equal digests mean that every decision was the same, byte for byte; the journal's id is not part of it.

import type { Constant, SequencedEvent, Serialiser } from '@tradingbot/contracts';
import { ByteWriter, constantOf, EVENT_TYPES } from '@tradingbot/contracts';
import type { Observer } from './sequencer.ts';

/** The one thing that the digest needs from the outside: SHA-256 over growing bytes. */
export interface ByteHash {
  /** Takes the bytes in at once: they are written over afterwards. */
  update(bytes: Uint8Array): void;
  /** The hash of all of it, in hexadecimal. Called once, at the end. */
  hex(): string;
}

export interface DecisionDigest extends Observer {
  /** How many decisions the digest covers. */
  readonly decisions: number;
  hex(): string;
}

const BATCH = 1 << 16;
const SPACE = constantOf(' ');
const LINE_END = constantOf('\n');
const TYPES = EVENT_TYPES.map((type) => constantOf(` ${type} `));

export function decisionDigest(serialiser: Serialiser, hash: ByteHash): DecisionDigest {
  let decisions = 0;
  // Gathered before hashing: one call per 64 kB costs less than one per decision.
  const pending = new ByteWriter(2 * BATCH);
  const flush = (): void => {
    hash.update(pending.written());
    pending.clear();
  };
  return {
    reads: EVENT_TYPES,
    see(event: SequencedEvent) {
      if (event.cause === 0) return;
      decisions += 1;
      pending.ascii(event.source);
      pending.constant(SPACE);
      pending.integer(event.cause);
      pending.constant(SPACE);
      pending.integer(event.ordinal);
      pending.constant(TYPES[event.code] as Constant);
      pending.integer(event.time);
      pending.constant(SPACE);
      serialiser.writePayload(event, pending);
      pending.constant(LINE_END);
      if (pending.length >= BATCH) flush();
    },
    get decisions() {
      return decisions;
    },
    hex() {
      flush();
      return hash.hex();
    },
  };
}
