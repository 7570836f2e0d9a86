// A text file written in large pieces while a run goes on.

import { closeSync, openSync, writeSync } from 'node:fs';

export interface TextFile {
  write(text: string): void;
  /** May be called again. */
  close(): void;
}

const PIECE = 1 << 18;

/** Creates or empties the file. Writes are synchronous: the engine's loop is too, and a full disk stops it at once. */
export function createTextFile(path: string): TextFile {
  const descriptor = openSync(path, 'w');
  let closed = false;
  let pending = '';
  const flush = (): void => {
    // One write may take less than it was given.
    let bytes = Buffer.from(pending, 'utf8');
    pending = '';
    try {
      while (bytes.length > 0) bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (error) {
      // The system does not say which file it was.
      throw Object.assign(error as Error, { path });
    }
  };
  return {
    write(text) {
      pending += text;
      if (pending.length >= PIECE) flush();
    },
    close() {
      if (closed) return;
      closed = true;
      try {
        flush();
      } finally {
        closeSync(descriptor);
      }
    },
  };
}
