// Numbers for people: grouped, rounded by hand, the same on every machine.

import { expect, test } from '@jest/globals';
import { bigNumber, moneyText, percentText } from './number-text.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1,000'],
  [1_234_567, '1,234,567'],
  ['-1234.5', '-1,234.5'],
])('%p in groups of three is %p', (value, text) => {
  expect(bigNumber(value)).toBe(text);
});

test.each([
  ['0', '0.00'],
  ['10000', '10,000.00'],
  ['1.005', '1.01'],
  ['1.0049999', '1.00'],
  ['0.999', '1.00'],
  ['-0.004', '0.00'],
  ['-1234.567', '-1,234.57'],
  ['12345678901234567890.129', '12,345,678,901,234,567,890.13'],
])('%p as money is %p', (value, text) => {
  expect(moneyText(value)).toBe(text);
});

test('shares as percent', () => {
  expect(percentText(0.1234, 'signed')).toBe('+12.34 %');
  expect(percentText(-0.05, 'signed')).toBe('-5.00 %');
  expect(percentText(0.5, 'plain')).toBe('50.00 %');
});
