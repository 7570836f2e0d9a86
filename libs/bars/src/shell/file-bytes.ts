// The bytes of a file, block after block; a .gz is unpacked on the way.

import { InputError } from '@tradingbot/domain';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { codeOf, readFailure } from './read-failure.ts';

const BLOCK = 1 << 18;

/**
 * Each block is valid until the next is asked for.
 * @param onRaw sees the bytes as they are in the file
 */
export function fileBytes(path: string, onRaw?: (block: Uint8Array) => void): AsyncIterable<Uint8Array> {
  return path.toLowerCase().endsWith('.gz') ? unpacked(path, onRaw) : plain(path, onRaw);
}

async function* plain(path: string, onRaw?: (block: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  const file = await open(path).catch((error: unknown) => {
    throw readFailure(path, error);
  });
  try {
    const buffer = new Uint8Array(BLOCK);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, BLOCK, null).catch((error: unknown) => {
        throw readFailure(path, error);
      });
      if (bytesRead === 0) return;
      const block = buffer.subarray(0, bytesRead);
      onRaw?.(block);
      yield block;
    }
  } finally {
    await file.close();
  }
}

async function* unpacked(path: string, onRaw?: (block: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  const raw = createReadStream(path, { highWaterMark: BLOCK });
  const gunzip = createGunzip({ chunkSize: BLOCK });
  if (onRaw !== undefined) raw.on('data', (block) => onRaw(block as Uint8Array));
  raw.on('error', (error) => gunzip.destroy(error));
  try {
    yield* raw.pipe(gunzip) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw gunzipFailure(path, error);
  } finally {
    raw.destroy();
    gunzip.destroy();
  }
}

function gunzipFailure(path: string, error: unknown): Error {
  const code = codeOf(error);
  if (code === 'Z_BUF_ERROR')
    return new InputError(path, 'the file is cut off: its gzip data has no end', 'fetch it again');
  if (code.startsWith('Z_')) return new InputError(path, 'the gzip data is damaged', 'fetch it again');
  return readFailure(path, error);
}
