// A deflated member unpacked into as many bytes as it should have, and never into many more.

import { Inflate } from 'fflate';

/** Deflate gives at most 1,032 bytes for one, so that a piece becomes 16 MB at most. */
const PIECE = 16 * 1024;

/** `undefined` when `packed` is no deflate stream, or one of another length than `size`. */
export function inflated(packed: Uint8Array, size: number): Uint8Array | undefined {
  // A stream of n bytes cannot hold more than this: no memory is taken on the word of a header.
  if (size > packed.length * 1032) return undefined;
  const content = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate((chunk) => {
    if (length + chunk.length <= size) content.set(chunk, length);
    length += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length && length <= size; at += PIECE) {
      stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
    }
  } catch {
    // The library throws, with a code of its own, at whatever is not deflate.
    return undefined;
  }
  return length === size ? content : undefined;
}
