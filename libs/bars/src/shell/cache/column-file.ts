// A file of bars as columns of doubles, block after block: what is read goes to the timeline as it lies on the disk.
// Header: magic, key, number of blocks and rows, checksum. Block: number of rows, checksum, seven columns.

import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { BAR_COLUMN_NAMES, CHUNK_CAPACITY, type PlacedBars } from '../../core/bar-chunk.ts';

const MAGIC = 'tbbars01';
/** Written as the machine writes doubles: a file of one with another order of bytes is foreign here. */
const ORDER_MARK = 1.2345e-67;
const KEY_BYTES = 64;
const HEADER_BYTES = MAGIC.length + 8 + KEY_BYTES + 8 + 8 + 8;
const BLOCK_HEADER_BYTES = 16;
const NAMES = [...BAR_COLUMN_NAMES, 'place'] as const;
const WIDTH = NAMES.length * Float64Array.BYTES_PER_ELEMENT;
const LONGEST_BLOCK = BLOCK_HEADER_BYTES + CHUNK_CAPACITY * WIDTH;

/** The file is torn, foreign, or not what its name says. */
export class ColumnFileFault extends Error {}

export interface ColumnWriter {
  write(bars: PlacedBars): Promise<void>;
  /** Puts the header in its place. */
  end(): Promise<void>;
}

/** @param key 64 hexadecimal digits that say what the bars are of */
export function columnWriter(file: FileHandle, key: string): ColumnWriter {
  let at = HEADER_BYTES;
  let blocks = 0;
  let rows = 0;
  return {
    async write(bars) {
      const { length } = bars;
      const block = new Uint8Array(BLOCK_HEADER_BYTES + length * WIDTH);
      NAMES.forEach((name, i) => {
        const start = BLOCK_HEADER_BYTES + i * length * Float64Array.BYTES_PER_ELEMENT;
        new Float64Array(block.buffer, start, length).set(bars[name].subarray(0, length));
      });
      const head = new DataView(block.buffer);
      head.setUint32(0, length);
      head.setUint32(4, crc32(block.subarray(BLOCK_HEADER_BYTES)));
      await writeAll(file, block, at);
      at += block.length;
      blocks += 1;
      rows += length;
    },
    end: () => writeAll(file, headerOf(key, blocks, rows), 0),
  };
}

function headerOf(key: string, blocks: number, rows: number): Uint8Array {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write(MAGIC, 0, 'latin1');
  bytes.set(new Uint8Array(new Float64Array([ORDER_MARK]).buffer), 8);
  bytes.write(key.padEnd(KEY_BYTES).slice(0, KEY_BYTES), 16, 'latin1');
  bytes.writeDoubleBE(blocks, 16 + KEY_BYTES);
  bytes.writeDoubleBE(rows, 24 + KEY_BYTES);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, HEADER_BYTES - 8)), HEADER_BYTES - 8);
  return bytes;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

/**
 * The bars, always in the same columns. Each block is checked before it is given.
 * @throws ColumnFileFault
 */
export async function* readColumns(file: FileHandle, key: string): AsyncGenerator<PlacedBars> {
  const header = new Uint8Array(HEADER_BYTES);
  await readAll(file, header, 0);
  const view = new DataView(header.buffer);
  const blocks = view.getFloat64(16 + KEY_BYTES);
  const rows = view.getFloat64(24 + KEY_BYTES);
  if (!Buffer.from(header).equals(Buffer.from(headerOf(key, blocks, rows)))) throw new ColumnFileFault('the header');
  const { size } = await file.stat();
  if (size !== HEADER_BYTES + blocks * BLOCK_HEADER_BYTES + rows * WIDTH) throw new ColumnFileFault('the size');
  // While bars of one buffer are played the next ones are read into the other.
  const buffers = [new Uint8Array(LONGEST_BLOCK), new Uint8Array(LONGEST_BLOCK)] as const;
  const fill = async (block: number, at: number): Promise<Uint8Array> => {
    const bytes = (block % 2 === 0 ? buffers[0] : buffers[1]).subarray(0, Math.min(LONGEST_BLOCK, size - at));
    await readAll(file, bytes, at);
    return bytes;
  };
  let at = HEADER_BYTES;
  let next: Promise<Uint8Array> | undefined = blocks > 0 ? fill(0, at) : undefined;
  try {
    for (let block = 0; next !== undefined; block++) {
      const bytes = await next;
      next = undefined;
      const length = lengthOf(bytes);
      at += BLOCK_HEADER_BYTES + length * WIDTH;
      if (block + 1 < blocks) next = fill(block + 1, at);
      yield viewOf(bytes.buffer as ArrayBuffer, length);
    }
  } finally {
    await next?.catch(() => undefined);
  }
}

/** The number of bars in a block, once all of it is known to be whole. */
function lengthOf(bytes: Uint8Array): number {
  if (bytes.length < BLOCK_HEADER_BYTES) throw new ColumnFileFault('the end');
  const head = new DataView(bytes.buffer, bytes.byteOffset);
  const length = head.getUint32(0);
  const end = BLOCK_HEADER_BYTES + length * WIDTH;
  if (length === 0 || end > bytes.length) throw new ColumnFileFault('a length');
  if (crc32(bytes.subarray(BLOCK_HEADER_BYTES, end)) !== head.getUint32(4)) throw new ColumnFileFault('a checksum');
  return length;
}

const viewOf = (buffer: ArrayBuffer, length: number): PlacedBars => {
  const column = (i: number): Float64Array =>
    new Float64Array(buffer, BLOCK_HEADER_BYTES + i * length * Float64Array.BYTES_PER_ELEMENT, length);
  return {
    length,
    openTime: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
    place: column(6),
  };
};

async function readAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, at + done);
    if (bytesRead === 0) throw new ColumnFileFault('the end');
    done += bytesRead;
  }
}
