// Lengths inside a page: sound ones pass, those that would let a decoder run on do not.

import { expect, test } from '@jest/globals';
import { checkPageRuns, checkRuns } from './page-runs.ts';

const runs = (bytes: number[], width: number, values: number) => (): void =>
  checkRuns(Uint8Array.from(bytes), width, values);

test.each<[string, number[], number, number]>([
  ['a run of all values', [10 << 1, 7], 3, 10],
  ['two runs', [4 << 1, 7, 6 << 1, 1], 3, 10],
  ['packed eights, the last not full', [(2 << 1) | 1, 1, 2, 3, 4, 5, 6], 3, 10],
  ['fewer than there are values: the decoder sees that', [4 << 1, 7], 3, 10],
  ['what follows the values', [10 << 1, 7, 255, 255], 3, 10],
])('%s', (_, bytes, width, values) => {
  expect(runs(bytes, width, values)).not.toThrow();
});

test.each<[string, number[], number, number]>([
  ['a run too long', [11 << 1, 7], 3, 10],
  ['a run of billions', [0xfe, 0xff, 0xff, 0xff, 0x0f, 7], 3, 10],
  ['packed billions of no width', [0xff, 0xff, 0xff, 0xff, 0x0f], 0, 10],
  ['a length without end', [0xff, 0xff], 3, 10],
  ['a length of six bytes', [0xff, 0xff, 0xff, 0xff, 0xff, 1], 3, 10],
  ['values of 33 bits', [2, 7], 33, 10],
])('refuses %s', (_, bytes, width, values) => {
  expect(runs(bytes, width, values)).toThrow();
});

test('definition levels, indices and differences of a page are found', () => {
  const page =
    (encoding: string, levelsInside: boolean, ...bytes: number[]) =>
    (): void =>
      checkPageRuns(Uint8Array.from(bytes), { values: 10, encoding, levelsInside });
  expect(page('RLE_DICTIONARY', true, 2, 0, 0, 0, 10 << 1, 1, 3, 10 << 1, 7)).not.toThrow();
  expect(page('RLE_DICTIONARY', true, 2, 0, 0, 0, 11 << 1, 1, 3, 10 << 1, 7)).toThrow('a run is longer');
  expect(page('RLE_DICTIONARY', true, 2, 0, 0, 0, 10 << 1, 1, 3, 11 << 1, 7)).toThrow('a run is longer');
  expect(page('PLAIN', true, 99, 0, 0, 0, 10 << 1, 1)).toThrow('definition levels are longer');
  expect(page('PLAIN', false, 99, 99)).not.toThrow();
  expect(page('DELTA_BINARY_PACKED', false, 0x80, 1, 4, 10, 0)).not.toThrow();
  expect(page('DELTA_BINARY_PACKED', false, 0x80, 1, 0, 10, 0)).toThrow('no sound size');
  expect(page('DELTA_BINARY_PACKED', false, 0xff, 0xff, 0xff, 0x7f, 1)).toThrow('no sound size');
});
