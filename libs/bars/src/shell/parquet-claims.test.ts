// What a Parquet file says of itself must agree with itself before memory is taken for it.

import { expect, test } from '@jest/globals';
import type { FileMetaData } from 'hyparquet';
import { checkRows } from './parquet-claims.ts';

const SIZE = 1_000;
const WANTED = new Set(['open']);

/** A file of one column: rows in all, and in each row group its rows and the values of its column. */
const metadata = (rows: bigint, ...groups: readonly (readonly [rows: bigint, values: bigint])[]): FileMetaData =>
  ({
    num_rows: rows,
    row_groups: groups.map(([num_rows, num_values]) => ({
      num_rows,
      columns: [{ meta_data: { path_in_schema: ['open'], num_values } }],
    })),
  }) as unknown as FileMetaData;

test('rows that agree', () => {
  expect(() => checkRows(metadata(5n, [3n, 3n], [2n, 2n]), SIZE, WANTED)).not.toThrow();
});

test.each<[string, FileMetaData, string]>([
  ['row groups of other rows than the file', metadata(6n, [3n, 3n], [2n, 2n]), 'row counts differ'],
  ['a column of other values than its row group', metadata(5n, [3n, 3n], [2n, 1n]), 'columns differ in length'],
  ['more rows than such a file can hold', metadata(10n ** 9n, [10n ** 9n, 10n ** 9n]), 'row counts differ'],
])('refuses %s', (_, claims, sentence) => {
  expect(() => checkRows(claims, SIZE, WANTED)).toThrow(sentence);
});
