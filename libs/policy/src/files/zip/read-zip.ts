// The members of a zip archive, with every size bounded before memory is taken and every checksum compared.
// Stricter than the format where a checkpoint needs no more: one disk, no encryption, no Zip64, plain names.

import CRC32 from 'crc-32';
import { inflated } from './inflated.ts';
import { CENTRAL_HEADER, DEFLATED, END_OF_DIRECTORY, LOCAL_HEADER, STORED, type ZipMember } from './zip-format.ts';

export interface ZipLimits {
  readonly members: number;
  /** Of all members together, as they are after inflating. */
  readonly bytes: number;
}

/** What is wrong with the archive, for whoever knows its path: a predicate such as "is not a zip archive". */
export class ZipFault extends Error {}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly at: number;
}

/** In the order of the archive's directory. @throws ZipFault */
export function readZip(bytes: Uint8Array, limits: ZipLimits): ZipMember[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { entries, directoryAt, end } = findDirectory(view);
  demand(
    entries <= limits.members,
    `has ${entries} members, more than the ${limits.members} that a checkpoint may have`,
  );
  const names = new Set<string>();
  const members: ZipMember[] = [];
  let left = limits.bytes;
  let at = directoryAt;
  for (let i = 0; i < entries; i++) {
    const { entry, next } = readCentral(bytes, view, at, end);
    demand(!names.has(entry.name), `has two members "${entry.name}"`);
    left -= entry.size;
    demand(left >= 0, `would be more than ${limits.bytes} bytes when unpacked`);
    names.add(entry.name);
    members.push({ name: entry.name, bytes: readMember(bytes, view, entry, directoryAt) });
    at = next;
  }
  demand(at === end, 'is a damaged zip archive: its directory is not as long as it says');
  return members;
}

interface Directory {
  readonly entries: number;
  readonly directoryAt: number;
  /** Where the record of the end begins. */
  readonly end: number;
}

/** The record at the very end; we read no archive with a comment behind it. */
function findDirectory(view: DataView): Directory {
  const end = view.byteLength - END_OF_DIRECTORY.size;
  const isZip =
    end >= 0 && view.getUint32(end, true) === END_OF_DIRECTORY.signature && view.getUint16(end + 20, true) === 0;
  demand(isZip, isCut(view) ? 'is a zip archive that was cut off: its end is missing' : 'is not a zip archive');
  const entries = view.getUint16(end + 10, true);
  const directoryAt = view.getUint32(end + 16, true);
  const isOneDisk = view.getUint32(end + 4, true) === 0 && view.getUint16(end + 8, true) === entries;
  demand(isOneDisk, 'is one part of a zip archive over several disks, which is not read');
  demand(
    directoryAt + view.getUint32(end + 12, true) === end,
    'is a damaged zip archive: its directory is not where it says',
  );
  return { entries, directoryAt, end };
}

const isCut = (view: DataView): boolean => view.byteLength >= 4 && view.getUint32(0, true) === LOCAL_HEADER.signature;

function readCentral(bytes: Uint8Array, view: DataView, at: number, end: number): { entry: Entry; next: number } {
  const isHeader = at + CENTRAL_HEADER.size <= end && view.getUint32(at, true) === CENTRAL_HEADER.signature;
  demand(isHeader, 'is a damaged zip archive: its directory has a broken entry');
  const nameAt = at + CENTRAL_HEADER.size;
  const nameSize = view.getUint16(at + 28, true);
  const next = nameAt + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  demand(next <= end, 'is a damaged zip archive: its directory has a broken entry');
  const entry = { name: nameOf(bytes.subarray(nameAt, nameAt + nameSize)), ...readShared(view, at + 8) };
  return { entry: { ...entry, at: view.getUint32(at + 42, true) }, next };
}

function readMember(bytes: Uint8Array, view: DataView, entry: Entry, directoryAt: number): Uint8Array {
  const { name, at, size, packedSize, method } = entry;
  const damaged = `is damaged: its member "${name}"`;
  const isHeader = at + LOCAL_HEADER.size <= directoryAt && view.getUint32(at, true) === LOCAL_HEADER.signature;
  demand(isHeader, `${damaged} is not where the directory says`);
  const nameAt = at + LOCAL_HEADER.size;
  const nameSize = view.getUint16(at + 26, true);
  const dataAt = nameAt + nameSize + view.getUint16(at + 28, true);
  demand(dataAt + packedSize <= directoryAt, `${damaged} is cut off`);
  demand(nameOf(bytes.subarray(nameAt, nameAt + nameSize)) === name, `${damaged} has two names`);
  demand(readShared(view, at + 6).method === method, `${damaged} is packed in two ways`);
  const packed = bytes.subarray(dataAt, dataAt + packedSize);
  const content = method === STORED ? packed.slice() : inflated(packed, size);
  demand(content !== undefined && content.length === size, `${damaged} does not unpack`);
  demand((CRC32.buf(content) | 0) === entry.crc, `${damaged} has another checksum (CRC-32) than was written`);
  return content;
}

function readShared(view: DataView, at: number): Omit<Entry, 'name' | 'at'> {
  const flags = view.getUint16(at, true);
  const method = view.getUint16(at + 2, true);
  demand((flags & 1) === 0, 'is an encrypted zip archive, which is not read');
  demand(method === STORED || method === DEFLATED, `is packed with method ${method}, where deflate is expected`);
  const [packedSize, size] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
  return { method, crc: view.getInt32(at + 8, true), packedSize, size };
}

function nameOf(bytes: Uint8Array): string {
  let name = '';
  for (const byte of bytes.subarray(0, 256)) name += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '?';
  return name;
}

function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new ZipFault(what);
}
