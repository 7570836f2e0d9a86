// Checks the pages of one column of a row group before the library decodes them: sizes, counts and runs.
// What is packed is checked as it is unpacked; the library asks for that page by page.

import { type ColumnMetaData, type Compressors } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetHeader } from 'hyparquet/src/column.js';
import { checkPageRuns, checkRuns, type PageFacts } from '../core/parquet/page-runs.ts';

/** Larger than any writer makes a page; its size stands in the file, and may be damaged. */
const LARGEST_PAGE = 1 << 28;
/** No value of a dictionary takes less. */
const LEAST_BYTES_OF_AN_ENTRY = 4;

export interface PageGuard {
  /** Walks the pages of a column. @throws Error when they cannot be those of `rows` rows */
  walk(column: Uint8Array, rows: number, meta: ColumnMetaData, nullable: boolean): void;
  /** For the library, to unpack what was walked last. */
  readonly compressors: Compressors;
}

export function createPageGuard(): PageGuard {
  /** By the place where a packed page ends within its column. */
  let packed = new Map<number, PageFacts>();

  function walk(column: Uint8Array, rows: number, { codec }: ColumnMetaData, nullable: boolean): void {
    packed = new Map();
    const view = new DataView(column.buffer, column.byteOffset, column.byteLength);
    const reader = { view, offset: 0 };
    let seen = 0;
    while (seen < rows) {
      const header = parquetHeader(reader);
      const start = reader.offset;
      const end = start + header.compressed_page_size;
      need(header.compressed_page_size > 0 && end <= column.length, 'a page lies outside its column');
      need(header.uncompressed_page_size >= 0 && header.uncompressed_page_size <= LARGEST_PAGE, 'a page is too large');
      reader.offset = end;
      const { data_page_header: v1, data_page_header_v2: v2, dictionary_page_header: dictionary } = header;
      if (header.type === 'DICTIONARY_PAGE' && dictionary !== undefined) {
        const most = header.uncompressed_page_size / LEAST_BYTES_OF_AN_ENTRY;
        need(dictionary.num_values >= 0 && dictionary.num_values <= most, 'a dictionary is too long');
        continue;
      }
      const data = header.type === 'DATA_PAGE' ? v1 : header.type === 'DATA_PAGE_V2' ? v2 : undefined;
      need(data !== undefined && data.num_values > 0 && seen + data.num_values <= rows, 'a page has too many values');
      const values = data?.num_values ?? 0;
      seen += values;
      const facts = { values, encoding: data?.encoding ?? '', levelsInside: data === v1 && nullable };
      let bodyStart = start;
      if (data === v2 && v2 !== undefined) {
        const { repetition_levels_byte_length: repetition, definition_levels_byte_length: definition } = v2;
        need(v2.num_rows === values && v2.num_nulls >= 0 && v2.num_nulls <= values, 'a page has too many rows');
        need(repetition === 0 && definition >= 0 && start + definition <= end, 'levels are longer than their page');
        bodyStart += definition;
        checkRuns(column.subarray(start, bodyStart), 1, values);
      }
      const isPlain = codec === 'UNCOMPRESSED' || (data === v2 && v2?.is_compressed === false);
      if (isPlain) checkPageRuns(column.subarray(bodyStart, end), facts);
      else packed.set(end, facts);
    }
  }

  const guarded = Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number): Uint8Array => {
      const page = unpack(input, length);
      const facts = packed.get(input.byteOffset + input.length);
      if (facts !== undefined) checkPageRuns(page, facts);
      return page;
    },
  ]);

  return { walk, compressors: Object.fromEntries(guarded) as Compressors };
}

function need(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}
