// Whatever happens to a file: it is refused in one sentence, or it says what it said before.

import { expect, test } from '@jest/globals';
import { InputError } from '@tradingbot/domain';
import fc from 'fast-check';
import { smallCheckpoint } from '../../testing/index.ts';
import { readModel } from './read-model.ts';
import { writeModel } from './write-model.ts';

const good = writeModel(smallCheckpoint());

/** Refused, or equal to the byte when it is written again. */
function isSafe(bytes: Uint8Array): boolean {
  try {
    return Buffer.compare(writeModel(readModel(bytes, {}, 'm.zip')), good) === 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.startsWith('m.zip: ') && !/[\n\r]/.test(error.message);
  }
}

test('one other byte, at places all over the file', () => {
  const unsafe: number[] = [];
  // Every byte would do as well, and takes seconds; five is a stranger to the sizes of the headers.
  for (let at = 0; at < good.length; at += 5) {
    if (!isSafe(good.with(at, (good[at] as number) ^ (1 << (at % 8))))) unsafe.push(at);
  }
  expect(unsafe).toEqual([]);
});

test('cut off at any place', () => {
  for (let length = 0; length < good.length; length += 11) expect(isSafe(good.slice(0, length))).toBe(true);
});

test('bytes overwritten, left out and put in', () => {
  const place = fc.nat(good.length);
  fc.assert(
    fc.property(place, fc.nat(40), fc.uint8Array({ maxLength: 40 }), (at, removed, added) => {
      const bytes = Uint8Array.from([...good.subarray(0, at), ...added, ...good.subarray(at + removed)]);
      expect(isSafe(bytes)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('any bytes at all', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => isSafe(bytes)));
});
