// Walks the chain of a journal and names the first position at which it breaks.
// It trusts nothing that is stored: each hash is made again, and the last one must be the head's.

import { chainHash, GENESIS, hashFromHex, hexFromHash } from './chain.ts';
import type { JournalInfo, LogReader, LogRecord } from './port.ts';

export interface Sound {
  readonly ok: true;
  readonly records: number;
}

export interface Damaged {
  readonly ok: false;
  /** The first bad position; 0 when the journal does not follow from the one it continues. */
  readonly position: number;
  readonly reason: string;
}

/**
 * @param info of the journal, from `log.journals()`. What is appended meanwhile is checked too.
 * @returns the number of records that were checked, or where the chain breaks first, and how
 */
export async function verifyJournal(log: LogReader, info: JournalInfo): Promise<Sound | Damaged> {
  const broken = await genesisFault(log, info);
  if (broken !== undefined) return broken;
  const walk = new ChainWalk(info);
  for await (const chunk of log.stream(info.journal, 0)) {
    for (const record of chunk) {
      const fault = walk.fault(record);
      if (fault !== undefined) return fault;
    }
  }
  return (await endFault(log, info, walk)) ?? { ok: true, records: walk.position };
}

class ChainWalk {
  position = 0;
  private hash: Uint8Array;
  private readonly info: JournalInfo;

  constructor(info: JournalInfo) {
    this.info = info;
    this.hash = hashFromHex(info.genesis);
  }

  fault({ position, body, hash }: LogRecord): Damaged | undefined {
    const expected = this.position + 1;
    if (position !== expected) return damaged(expected, `position ${expected} is missing: the next is ${position}`);
    this.hash = chainHash(this.hash, body);
    if (Buffer.compare(this.hash, hash) !== 0) {
      return damaged(
        position,
        `position ${position} does not follow from the one before it: its hash is ${hexFromHash(hash)}, made again it is ${hexFromHash(this.hash)}`,
      );
    }
    this.position = position;
    return position === this.info.head.position ? headFault(this.info.head.hash, position, hash) : undefined;
  }
}

function headFault(headHash: string, position: number, hash: Uint8Array): Damaged | undefined {
  const found = hexFromHash(hash);
  if (found === headHash) return undefined;
  return damaged(
    position,
    `the journal's head has another hash than its last record, ${position}: ${headHash}, ${found}`,
  );
}

/** The records end where the head says; or beyond it, if the head has moved as well. */
async function endFault(log: LogReader, info: JournalInfo, walk: ChainWalk): Promise<Damaged | undefined> {
  const { head, journal } = info;
  if (walk.position === head.position) return undefined;
  if (walk.position < head.position) {
    const next = walk.position + 1;
    return damaged(next, `position ${next} is missing: the journal's head is at ${head.position}`);
  }
  const now = await infoOf(log, journal);
  const reached = now?.head.position ?? 0;
  if (walk.position <= reached) return undefined;
  return damaged(reached + 1, `position ${reached + 1} lies beyond the journal's head, which is at ${reached}`);
}

/** A journal begins from the closing hash of the one it continues. One that has been archived cannot be asked. */
async function genesisFault(log: LogReader, info: JournalInfo): Promise<Damaged | undefined> {
  const { previous, genesis, head } = info;
  const before = previous === undefined ? GENESIS : (await infoOf(log, previous))?.head.hash;
  if (before !== undefined && before !== genesis) {
    const name = previous === undefined ? 'nothing, which has 64 zeros' : `${previous}, which closed with ${before}`;
    return damaged(0, `the journal continues ${name}, but begins from ${genesis}`);
  }
  if (head.position === 0 && head.hash !== genesis) {
    return damaged(0, `the journal is empty, and its head is not its genesis: ${head.hash}, ${genesis}`);
  }
  return undefined;
}

async function infoOf(log: LogReader, journal: string): Promise<JournalInfo | undefined> {
  return (await log.journals()).find((one) => one.journal === journal);
}

function damaged(position: number, reason: string): Damaged {
  return { ok: false, position, reason };
}
