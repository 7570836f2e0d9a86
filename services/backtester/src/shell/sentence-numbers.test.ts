// Numbers in sentences read as those of the summary do.

import { expect, test } from '@jest/globals';
import { cents, grouped, many } from './sentence-numbers.ts';

test.each([
  [grouped(1_000_000_000), '1,000,000,000'],
  [grouped(999), '999'],
  [many(1, 'bar'), '1 bar'],
  [many(8_784, 'bar'), '8,784 bars'],
  [cents('6248.40'), '6,248.40'],
  [cents('1192.44915467'), '1,192.44'],
  [cents('90'), '90.00'],
  [cents('-1234567.5'), '-1,234,567.50'],
])('%s', (text, wanted) => {
  expect(text).toBe(wanted);
});
