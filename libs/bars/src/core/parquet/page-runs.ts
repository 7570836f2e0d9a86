// Lengths that stand inside a page of a Parquet file, checked before they are believed.
// A damaged one would let a decoder write values without end.

/** Values are packed by eights; writers fill the last group, and some the last miniblock. */
const PADDING = 512;
const MOST_BITS = 32;
const LARGEST_BLOCK = 1 << 20;

/** What is known of a page before it is unpacked. */
export interface PageFacts {
  /** Rows, nulls included. */
  readonly values: number;
  readonly encoding: string;
  /** The page starts with its definition levels, as those of version 1 of nullable columns do. */
  readonly levelsInside: boolean;
}

/** @throws Error when a run of an unpacked page is longer than the page has values */
export function checkPageRuns(page: Uint8Array, { values, encoding, levelsInside }: PageFacts): void {
  let at = 0;
  if (levelsInside) {
    const length = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0, true);
    at = 4 + length;
    if (at > page.length) throw new Error('definition levels are longer than their page');
    checkRuns(page.subarray(4, at), 1, values);
  }
  if (encoding.endsWith('_DICTIONARY') || encoding === 'RLE') checkRuns(page.subarray(at + 1), page[at] ?? 0, values);
  if (encoding.startsWith('DELTA_')) checkDeltaHeader(page, at);
}

/** Checks runs of the run-length and bit-packing hybrid. */
export function checkRuns(bytes: Uint8Array, width: number, values: number): void {
  if (width > MOST_BITS) throw new Error('values are wider than any');
  let seen = 0;
  let at = 0;
  while (at < bytes.length && seen < values) {
    const [header, next] = varint(bytes, at);
    const isPacked = (header & 1) === 1;
    const count = isPacked ? (header >>> 1) * 8 : header >>> 1;
    seen += count;
    if (seen > values + (isPacked ? PADDING : 0)) throw new Error('a run is longer than its page');
    at = next + (isPacked ? (header >>> 1) * width : (width + 7) >> 3);
  }
}

/** A block of differences has a size, and so many parts of equal size. */
function checkDeltaHeader(bytes: Uint8Array, at: number): void {
  const [block, afterBlock] = varint(bytes, at);
  const [parts] = varint(bytes, afterBlock);
  if (block === 0 || block > LARGEST_BLOCK || parts === 0 || block % parts !== 0) {
    throw new Error('a block of differences has no sound size');
  }
}

/** An unsigned number of up to 32 bits, and where the next byte is. */
function varint(bytes: Uint8Array, start: number): [value: number, next: number] {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = bytes[start + i];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) {
      if (value >= 2 ** 32) break;
      return [value, start + i + 1];
    }
  }
  throw new Error('a length is cut off');
}
