// What a page makes of a sentence.

import { expect, test } from '@jest/globals';
import { sentence } from './sentence.ts';

test.each([
  ['17,568 bars from 2024-01-01 to 2025-01-01.', '17\u202f568 bars from 2024-01-01 to 2025-01-01.'],
  ['1,234,567.89 of 2, 300 or so', '1\u202f234\u202f567.89 of 2, 300 or so'],
  ['fast=5,slow=20 and 5,20 and 1,2345', 'fast=5,slow=20 and 5,20 and 1,2345'],
])('%s', (text, written) => {
  expect(sentence(text)).toBe(written);
});
