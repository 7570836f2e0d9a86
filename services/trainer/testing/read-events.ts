// A strict reader of TensorBoard's event files, written from the format and not from our writer.
// What it does not expect it refuses: a wrong checksum, an unknown field, anything behind a message.

import CRC32C from 'crc-32/crc32c.js';
import { bytesOf, doubleOf, fieldsOf, floatOf, numberOf, only, singles, textOf } from '@tradingbot/policy/testing';

/** One event as we write them. */
export interface ReadEvent {
  readonly wallTime: number;
  readonly step: number;
  readonly version?: string;
  /** 1 is START. */
  readonly session?: number;
  readonly scalars: Readonly<Record<string, number>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** @param isCut takes a file that ends within a record: what stands before is read */
export function readEvents(bytes: Uint8Array, isCut = false): ReadEvent[] {
  return recordsOf(bytes, isCut).map(eventOf);
}

export function recordsOf(bytes: Uint8Array, isCut = false): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const isHeaderThere = at + 12 <= bytes.length;
    if (!isHeaderThere && isCut) return records;
    demand(isHeaderThere, 'a header is cut off');
    const length = Number(view.getBigUint64(at, true));
    demand(unmasked(view.getUint32(at + 8, true)) === crc(bytes.subarray(at, at + 8)), 'a length is damaged');
    const end = at + 12 + length;
    if (end + 4 > bytes.length && isCut) return records;
    demand(end + 4 <= bytes.length, 'a record is cut off');
    const record = bytes.subarray(at + 12, end);
    demand(unmasked(view.getUint32(end, true)) === crc(record), 'a record is damaged');
    records.push(record);
    at = end + 4;
  }
  return records;
}

const crc = (bytes: Uint8Array): number => (CRC32C as { buf: (data: Uint8Array) => number }).buf(bytes) >>> 0;

function unmasked(masked: number): number {
  const rotated = (masked - 0xa282ead8) >>> 0;
  return ((rotated >>> 17) | (rotated << 15)) >>> 0;
}

function eventOf(record: Uint8Array): ReadEvent {
  const event = { wallTime: 0, step: 0, scalars: {}, texts: {} } as { -readonly [K in keyof ReadEvent]: ReadEvent[K] };
  for (const { field, value } of fieldsOf(record)) {
    if (field === 1) event.wallTime = doubleOf(value);
    else if (field === 2) event.step = numberOf(value);
    else if (field === 3) event.version = textOf(value);
    else if (field === 5) readSummary(bytesOf(value), event);
    else if (field === 7) event.session = numberOf(only(bytesOf(value), 1));
    else throw new Error(`an event has no field ${field}`);
  }
  return event;
}

function readSummary(summary: Uint8Array, event: Pick<ReadEvent, 'scalars' | 'texts'>): void {
  for (const { field, value } of fieldsOf(summary)) {
    demand(field === 1, `a summary has no field ${field}`);
    const parts = singles(bytesOf(value), [1, 2, 8, 9]);
    const tag = textOf(parts.get(1));
    const isScalar = parts.has(2);
    demand(parts.size === (isScalar ? 2 : 3), `"${tag}" is a scalar or a text`);
    if (isScalar) Object.assign(event.scalars, { [tag]: floatOf(parts.get(2)) });
    else Object.assign(event.texts, { [tag]: stringTensorOf(bytesOf(parts.get(8)), bytesOf(parts.get(9))) });
  }
}

/** One string in a tensor of one dimension, for the plugin "text". */
function stringTensorOf(tensor: Uint8Array, metadata: Uint8Array): string {
  demand(textOf(only(bytesOf(only(metadata, 1)), 1)) === 'text', 'the plugin is "text"');
  const parts = singles(tensor, [1, 2, 8]);
  demand(parts.size === 3 && numberOf(parts.get(1)) === 7, 'a tensor of strings');
  demand(numberOf(only(bytesOf(only(bytesOf(parts.get(2)), 2)), 1)) === 1, 'a tensor of one');
  return textOf(parts.get(8));
}

function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`not an event file: ${what}`);
}
