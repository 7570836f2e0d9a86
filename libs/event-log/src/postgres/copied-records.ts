// Records as `copy … to stdout (format binary)` sends them: twice as fast as rows, and nothing is held but what arrives.

import { invariant } from '@tradingbot/domain';
import type { Client } from 'pg';
import { to } from 'pg-copy-streams';
import type { LogRecord } from '../port.ts';

/** Signature and flags; the length of an extension, which is skipped, follows. */
const HEADER_BYTES = 19;
const EXTENSION_LENGTH_AT = 15;
const COLUMNS = 3;
/** Where a row keeps things: the count of its columns, then each column's length before its bytes. */
const POSITION_AT = 6;
const BODY_LENGTH_AT = 14;
const BODY_AT = 18;
const TWO_TO_32 = 2 ** 32;

/** @param query selects position, body and hash, in order */
export async function* copyRecords(client: Client, query: string): AsyncGenerator<readonly LogRecord[]> {
  const chunks = client.query(to(`copy (${query}) to stdout (format binary)`)) as AsyncIterable<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    if (!started && bytes.length >= HEADER_BYTES) {
      at = HEADER_BYTES + bytes.readInt32BE(EXTENSION_LENGTH_AT);
      started = true;
    }
    const records: LogRecord[] = [];
    if (started) at = takeRecords(bytes, at, records);
    rest = bytes.subarray(at);
    if (records.length > 0) yield records;
  }
}

/** @returns where the first row begins that is not there as a whole; the trailer, two bytes, never is */
function takeRecords(bytes: Buffer, from: number, records: LogRecord[]): number {
  let at = from;
  while (at + BODY_AT <= bytes.length) {
    invariant(bytes.readInt16BE(at) === COLUMNS, 'a row of the log has a position, a body and a hash');
    const hashLengthAt = at + BODY_AT + bytes.readInt32BE(at + BODY_LENGTH_AT);
    const hashAt = hashLengthAt + 4;
    if (hashAt > bytes.length) break;
    const end = hashAt + bytes.readInt32BE(hashLengthAt);
    if (end > bytes.length) break;
    records.push({
      position: bytes.readInt32BE(at + POSITION_AT) * TWO_TO_32 + bytes.readUInt32BE(at + POSITION_AT + 4),
      body: bytes.toString('utf8', at + BODY_AT, hashLengthAt),
      hash: bytes.subarray(hashAt, end),
    });
    at = end;
  }
  return at;
}
