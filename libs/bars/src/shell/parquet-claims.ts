// What a Parquet file says of itself, checked before it is believed: row counts, types, where columns lie.

import { InputError } from '@tradingbot/domain';
import type { ColumnMetaData, FileMetaData, SchemaElement } from 'hyparquet';
import { shown } from '../core/shown.ts';

/** The column chunk of a row group that is one range of rows. */
export function chunkOf(
  { row_groups }: FileMetaData,
  name: string,
  { rowStart }: { readonly rowStart: number },
): ColumnRows {
  let start = 0;
  for (const { num_rows, columns } of row_groups) {
    const rows = Number(num_rows);
    if (start === rowStart && rows > 0) {
      const all = columns.filter(({ meta_data }) => meta_data?.path_in_schema[0] === name);
      const meta = all[0]?.meta_data;
      if (meta === undefined || all.length > 1) throw new Error('a column is not where it should be');
      return { meta, rows };
    }
    start += rows;
  }
  throw new Error('a row group is not where it should be');
}

export interface ColumnRows {
  readonly meta: ColumnMetaData;
  readonly rows: number;
}

/** Refuses columns of lists, groups and truths: their pages are laid out differently, and no number is in them. */
export function checkTypes(
  elements: readonly SchemaElement[],
  wanted: ReadonlySet<string | undefined>,
  path: string,
): void {
  for (const { name, type, repetition_type } of elements) {
    if (!wanted.has(name) || (type !== undefined && type !== 'BOOLEAN' && repetition_type !== 'REPEATED')) continue;
    throw new InputError(path, `the column ${shown(name)} holds no plain numbers or texts`);
  }
}

/** Even constant values of bars leave behind more than this of a row. */
const MOST_ROWS_PER_BYTE = 1_000;

/** Row counts decide how much memory is taken, so damaged ones are seen before. */
export function checkRows(
  { num_rows, row_groups }: FileMetaData,
  size: number,
  wanted: ReadonlySet<string | undefined>,
): void {
  let rows = 0;
  for (const group of row_groups) {
    rows += Number(group.num_rows);
    for (const { meta_data } of group.columns) {
      if (meta_data === undefined) throw new Error('a column is not described');
      if (wanted.has(meta_data.path_in_schema[0]) && meta_data.num_values !== group.num_rows)
        throw new Error('columns differ in length');
    }
  }
  if (rows !== Number(num_rows) || rows > size * MOST_ROWS_PER_BYTE) throw new Error('row counts differ');
}
