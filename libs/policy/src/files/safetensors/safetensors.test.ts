// What is written is read back to the bit; headers that do not fit their numbers are refused.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readStrictSafetensors } from '../../../testing/index.ts';
import { readSafetensors, SafetensorsFault } from './read-safetensors.ts';
import { vector, type NumberArray, type Tensors } from './tensor.ts';
import { writeSafetensors } from './write-safetensors.ts';

const arrays: fc.Arbitrary<NumberArray> = fc.oneof(
  fc.float32Array({ maxLength: 5 }),
  fc.float64Array({ maxLength: 5 }),
  fc.int32Array({ maxLength: 5 }),
  fc.uint8Array({ maxLength: 5 }),
);
const named = fc.dictionary(fc.stringMatching(/^[a-z.]{1,4}$/), arrays, { maxKeys: 5 });

test('any tensors come back to the bit, and an independent reader sees the same', () => {
  fc.assert(
    fc.property(named, (data) => {
      const tensors: Tensors = Object.fromEntries(Object.entries(data).map(([name, array]) => [name, vector(array)]));
      const bytes = writeSafetensors(tensors, { note: 'of a spec' });
      const read = readSafetensors(bytes);
      expect(read.metadata).toEqual({ note: 'of a spec' });
      expect(Object.fromEntries(read.tensors)).toEqual(tensors);
      const strict = readStrictSafetensors(writeSafetensors(tensors));
      expect(Object.fromEntries([...strict].map(([name, { values }]) => [name, values]))).toEqual(
        Object.fromEntries(Object.entries(data).map(([name, array]) => [name, [...array]])),
      );
    }),
  );
});

test('the smallest file is an empty object', () => {
  expect(Buffer.from(writeSafetensors({})).toString('latin1')).toBe('\x08\0\0\0\0\0\0\0{}      ');
});

describe('refused is', () => {
  const file = (header: string, numbers = 4): Uint8Array => {
    const text = new TextEncoder().encode(header);
    const bytes = new Uint8Array(8 + text.length + numbers);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    return bytes;
  };
  const place = (more: object): string =>
    JSON.stringify({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4], ...more } });
  const misplaced = 'has a tensor "a" that does not fit its place';
  const broken = 'has a broken entry "a" in its header';

  test('not the one that fits', () => {
    expect(readSafetensors(file(place({}))).tensors.get('a')?.data).toEqual(Float32Array.of(0));
  });

  test.each<[string, Uint8Array, string]>([
    ['a file of seven bytes', new Uint8Array(7), 'is too short for a safetensors file'],
    [
      'a header longer than the file',
      new Uint8Array(8).fill(0xff),
      'is no safetensors file: its header would be longer than itself',
    ],
    ['no JSON', file('{"a":'), 'has a header that is no JSON object'],
    ['a list', file('[]', 0), 'has a header that is no JSON object'],
    ['an unknown type', file(place({ dtype: 'F16' })), broken],
    ['a negative side', file(place({ shape: [-1] })), broken],
    ['another key', file(place({ more: 1 })), broken],
    ['another shape', file(place({ shape: [2] })), misplaced],
    ['a gap', file(place({ data_offsets: [4, 8] }), 8), misplaced],
    ['a shape beyond all numbers', file(place({ shape: [2 ** 40, 2 ** 40] })), misplaced],
    ['a tensor beyond the end', file(place({}), 3), misplaced],
    ['bytes left over', file(place({}), 6), 'has 2 bytes that belong to no tensor'],
    ['notes that are no text', file('{"__metadata__":{"a":1}}', 0), 'has broken notes in its header'],
  ])('%s', (_, bytes, what) => {
    expect(() => readSafetensors(bytes)).toThrow(new SafetensorsFault(what));
  });
});
