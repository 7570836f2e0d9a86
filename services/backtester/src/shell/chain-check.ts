// Checks on the way that positions are gapless and that each record follows from the one before it.

import { chainHash, type JournalInfo, type LogRecord } from '@tradingbot/event-log';

export interface ChainCheck {
  /** What is wrong with this record, the first time that something is. After a gap nothing more can be said. */
  see(record: LogRecord): { readonly fault: string; readonly isGap: boolean } | undefined;
  /** What is wrong with the end. */
  end(): string | undefined;
}

export function createChainCheck({ genesis, head }: JournalInfo): ChainCheck {
  let hash: Uint8Array = Buffer.from(genesis, 'hex');
  let position = 0;
  let broken = false;
  return {
    see(record) {
      const expected = position + 1;
      position = record.position;
      if (record.position !== expected) return { fault: `position ${expected} is missing`, isGap: true };
      const made = chainHash(hash, record.body);
      hash = record.hash;
      if (broken || Buffer.compare(made, record.hash) === 0) return undefined;
      broken = true;
      return { fault: `the chain is broken at position ${position}`, isGap: false };
    },
    end() {
      if (position < head.position) return `position ${position + 1} is missing`;
      const isHead = position > head.position || Buffer.from(hash).toString('hex') === head.hash;
      return isHead ? undefined : `the chain does not end where the journal's head says`;
    },
  };
}
