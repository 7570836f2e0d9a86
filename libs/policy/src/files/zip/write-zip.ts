// A zip archive of members in memory: equal members give equal bytes, on any machine and at any time.

import CRC32 from 'crc-32';
import { deflateSync } from 'fflate';
import { invariant } from '@tradingbot/domain';
import {
  CENTRAL_HEADER,
  DEFLATED,
  DOS_DATE,
  DOS_TIME,
  END_OF_DIRECTORY,
  LOCAL_HEADER,
  VERSION_NEEDED,
  type ZipMember,
} from './zip-format.ts';

/** As large as fields of four bytes can say; we write no Zip64. */
const MOST_BYTES = 0xffff_fffe;

interface Packed {
  readonly name: Uint8Array;
  readonly packed: Uint8Array;
  readonly size: number;
  readonly crc: number;
  /** Of its local header in the archive. */
  readonly at: number;
}

/**
 * Members sorted by name, deflated, dated 1 January 1980.
 * @param members of different names in ASCII
 */
export function writeZip(members: readonly ZipMember[]): Uint8Array {
  const sorted = members.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const entries: Packed[] = [];
  let size = 0;
  for (const member of sorted) {
    const entry = pack(member, size);
    entries.push(entry);
    size += LOCAL_HEADER.size + entry.name.length + entry.packed.length;
  }
  const directoryAt = size;
  for (const { name } of entries) size += CENTRAL_HEADER.size + name.length;
  const directorySize = size - directoryAt;
  size += END_OF_DIRECTORY.size;
  invariant(size <= MOST_BYTES, `an archive of ${size} bytes needs Zip64, which is not written`);

  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = directoryAt;
  for (const entry of entries) {
    writeLocal(bytes, view, entry);
    at = writeCentral(bytes, view, at, entry);
  }
  writeEnd(view, at, { entries: entries.length, directoryAt, directorySize });
  return bytes;
}

function pack({ name, bytes }: ZipMember, at: number): Packed {
  invariant(/^[\w.-]+$/.test(name), `"${name}" is a plain name`);
  const packed = deflateSync(bytes, { level: 6 });
  return { name: new TextEncoder().encode(name), packed, size: bytes.length, crc: CRC32.buf(bytes), at };
}

function writeLocal(bytes: Uint8Array, view: DataView, entry: Packed): void {
  const { at, name, packed } = entry;
  view.setUint32(at, LOCAL_HEADER.signature, true);
  writeShared(view, at + 4, entry);
  bytes.set(name, at + LOCAL_HEADER.size);
  bytes.set(packed, at + LOCAL_HEADER.size + name.length);
}

function writeCentral(bytes: Uint8Array, view: DataView, at: number, entry: Packed): number {
  view.setUint32(at, CENTRAL_HEADER.signature, true);
  view.setUint16(at + 4, VERSION_NEEDED, true); // made by
  writeShared(view, at + 6, entry);
  // Comment, disk and attributes stay 0.
  view.setUint32(at + 42, entry.at, true);
  bytes.set(entry.name, at + CENTRAL_HEADER.size);
  return at + CENTRAL_HEADER.size + entry.name.length;
}

/** What both headers say, in the same order; flags stay 0. */
function writeShared(view: DataView, at: number, { crc, packed, size, name }: Packed): void {
  view.setUint16(at, VERSION_NEEDED, true);
  view.setUint16(at + 4, DEFLATED, true);
  view.setUint16(at + 6, DOS_TIME, true);
  view.setUint16(at + 8, DOS_DATE, true);
  view.setInt32(at + 10, crc, true);
  view.setUint32(at + 14, packed.length, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, name.length, true);
}

interface Directory {
  readonly entries: number;
  readonly directoryAt: number;
  readonly directorySize: number;
}

function writeEnd(view: DataView, at: number, { entries, directoryAt, directorySize }: Directory): void {
  view.setUint32(at, END_OF_DIRECTORY.signature, true);
  view.setUint16(at + 8, entries, true);
  view.setUint16(at + 10, entries, true);
  view.setUint32(at + 12, directorySize, true);
  view.setUint32(at + 16, directoryAt, true);
}
