// What is written is read back to the bit, and equal checkpoints are equal files.

import { describe, expect, test } from '@jest/globals';
import { CHOOSING_NETWORK, SMALL_NETWORK, smallCheckpoint } from '../../testing/small-model.ts';
import type { Checkpoint } from './checkpoint.ts';
import { readModel } from './read-model.ts';
import { writeModel } from './write-model.ts';

const { model } = smallCheckpoint();

const CHECKPOINTS: readonly (readonly [what: string, checkpoint: Checkpoint])[] = [
  ['a normal distribution and a mean', smallCheckpoint(SMALL_NETWORK)],
  ['choices and quantiles', smallCheckpoint(CHOOSING_NETWORK)],
  ['no hidden layer', smallCheckpoint({ ...SMALL_NETWORK, hidden: [] })],
  [
    'a free deviation',
    smallCheckpoint({ ...SMALL_NETWORK, head: { kind: 'gaussian', actions: 2, sigma: { kind: 'free' } } }),
  ],
  [
    'no normaliser, nor anything to resume from',
    { model: { ...model, normaliser: null }, optimiser: null, training: null },
  ],
  ['an unscored model', { ...smallCheckpoint(), model: { ...model, data: { ...model.data, score: null } } }],
  ['a state without arrays', { ...smallCheckpoint(), training: { values: null, arrays: {} } }],
];

describe.each(CHECKPOINTS)('a model with %s', (_, checkpoint) => {
  test('comes back to the bit', () => {
    expect(bitsOf(readModel(writeModel(checkpoint)))).toEqual(bitsOf(checkpoint));
  });

  test('is the same file when it is written again', () => {
    const bytes = writeModel(checkpoint);
    expect(Buffer.compare(bytes, writeModel(readModel(bytes)))).toBe(0);
  });
});

test('a file may lie anywhere in a larger buffer', () => {
  const bytes = writeModel(smallCheckpoint());
  const inside = new Uint8Array(bytes.length + 11).fill(0xaa);
  inside.set(bytes, 3);
  expect(bitsOf(readModel(inside.subarray(3, 3 + bytes.length)))).toEqual(bitsOf(smallCheckpoint()));
});

/** With arrays as their types and bytes, so that −0 and NaN count. */
function bitsOf(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return `${value.constructor.name} ${bytes.toString('hex')}`;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, bitsOf(part)]));
}
