// Rows after a click on a column.

import { expect, test } from '@jest/globals';
import { sortedRows } from './sort-rows.js';

const KEYS = [3, 1, 3, 2];

test('rows go up or down by their keys, equal ones as they were', () => {
  const keyOf = (row: number): number => KEYS[row] ?? 0;
  expect(sortedRows([0, 1, 2, 3], keyOf, false)).toEqual([1, 3, 0, 2]);
  expect(sortedRows([2, 0, 1, 3], keyOf, true)).toEqual([2, 0, 3, 1]);
});
