// The decision digest from recorded events: the same fingerprint that the engine takes, from text that is there already.

import type { RecordedEvent } from '@tradingbot/contracts';
import { createHash } from 'node:crypto';

export interface RecordedDigest {
  readonly decisions: number;
  see(recorded: RecordedEvent): void;
  /** Called once, at the end. */
  hex(): string;
}

/** Texts are joined before hashing: one call per 64 kB costs less than one per decision. */
const BATCH = 1 << 16;

export function createRecordedDigest(): RecordedDigest {
  const hash = createHash('sha256');
  let decisions = 0;
  let pending = '';
  return {
    get decisions() {
      return decisions;
    },
    see({ source, cause, ordinal, type, time, payload }) {
      if (cause === 0) return;
      decisions += 1;
      pending += `${source} ${cause} ${ordinal} ${type} ${time} ${payload}\n`;
      if (pending.length < BATCH) return;
      hash.update(pending);
      pending = '';
    },
    hex() {
      hash.update(pending);
      return hash.digest('hex');
    },
  };
}
