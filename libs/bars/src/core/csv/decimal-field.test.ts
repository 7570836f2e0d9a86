// Numbers from bytes against plain arithmetic on whole numbers.

import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { formatDecimal } from '@tradingbot/domain';
import { oddNumber, oddPrice, plainNumber, plainPrice } from './decimal-field.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const price = (text: string, scale: number): number => plainPrice(bytesOf(text), 0, text.length, scale);
const number = (text: string): number => plainNumber(bytesOf(text), 0, text.length);
const scales = fc.integer({ min: 0, max: 12 });

test('a price is exact, however it is padded with zeros', () => {
  fc.assert(
    fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), scales, fc.nat({ max: 9 }), (value, scale, zeros) => {
      const text = formatDecimal(value, scale);
      const padded = text.includes('.') ? text + '0'.repeat(zeros) : text;
      expect(price(padded, scale)).toBe(value);
      expect(oddPrice(text, scale)).toBe(value);
    }),
    // The largest price of all: a product of doubles cannot tell it from one that is too large.
    { examples: [[Number.MAX_SAFE_INTEGER, 6, 0]] },
  );
});

test('a number is the nearest double', () => {
  fc.assert(
    fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), scales, (value, scale) => {
      const text = formatDecimal(value, scale);
      expect(number(text)).toBe(Number(text));
    }),
  );
});

test.each<[string, number, number | string]>([
  ['1e2', 2, 10_000],
  ['1.5e-3', 4, 15],
  ['+2.5', 1, 25],
  ['-2.5', 1, -25],
  [' 2.5 ', 1, 25],
  ['.5', 1, 5],
  [' 71745855.43650038', 8, 7_174_585_543_650_038],
  ['28948.190000000002', 2, 2_894_819],
  ['0.07000000000000001', 2, 7],
  ['1.005', 2, 'too fine'],
  ['9007199254740993', 0, 'too large'],
  ['90071992547409.93', 2, 'too large'],
  ['', 2, 'empty'],
  ['1_000', 2, 'not a number'],
  ['0x10', 2, 'not a number'],
  ['1,5', 2, 'not a number'],
  ['-Infinity', 2, 'not finite'],
])('%j at %i decimals is %p', (text, scale, found) => {
  expect(price(text, scale)).toBe(NaN);
  expect(oddPrice(text, scale)).toBe(found);
});

test.each(['', '.', '1.2.3', '1e5', '-1', '9007199254740993'])('%j is left to the slow way', (text) => {
  expect(number(text)).toBe(NaN);
});

test('the slow way for volumes', () => {
  expect(['1e5', '-1', '9007199254740993', '', 'x', 'nan', '1e999'].map(oddNumber)).toEqual([
    100_000,
    -1,
    9_007_199_254_740_992,
    'empty',
    'not a number',
    'not finite',
    'too large',
  ]);
});
