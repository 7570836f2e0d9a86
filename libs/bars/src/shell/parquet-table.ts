// One Parquet file, opened: its columns of bars by name, read row group by row group.
// The library's errors, and whatever damaged bytes make of it, become one sentence.

import { InputError } from '@tradingbot/domain';
import { parquetMetadataAsync, parquetScan, parquetSchema, type AsyncBuffer, type FileMetaData } from 'hyparquet';
import { open, type FileHandle } from 'node:fs/promises';
import { findBarColumns, type BarColumns } from '../core/bar-columns.ts';
import type { TimeUnit } from '../core/file-clock.ts';
import type { ColumnValues } from '../core/parquet/column-values.ts';
import { checkRows, checkTypes, chunkOf } from './parquet-claims.ts';
import { withConvertedTypes } from './parquet-converted-types.ts';
import { createPageGuard } from './parquet-pages.ts';
import { RAW_TIMES, unitOfElement } from './parquet-times.ts';
import { codeOf, readFailure, SYSTEM_REASONS } from './read-failure.ts';

/** Rows `rowStart ≤ row < rowEnd`, from 0: one row group. */
export interface RowRange {
  readonly rowStart: number;
  readonly rowEnd: number;
}

export interface ParquetTable {
  /** Positions among the top-level columns. */
  readonly columns: BarColumns;
  readonly synthetic: boolean;
  readonly ranges: readonly RowRange[];
  unitOf(column: number): TimeUnit | undefined;
  readonly isSinglePrecision: Readonly<Record<'open' | 'high' | 'low' | 'close', boolean>>;
  column(index: number, range: RowRange): Promise<ColumnValues>;
  close(): Promise<void>;
}

/** @throws InputError when the file is no Parquet file, is cut off or damaged, or lacks a column */
export async function openParquet(path: string): Promise<ParquetTable> {
  const handle = await open(path).catch((error: unknown) => {
    throw readFailure(path, error);
  });
  try {
    return await tableOf(path, handle);
  } catch (error) {
    await handle.close();
    throw damage(path, error);
  }
}

async function tableOf(path: string, handle: FileHandle): Promise<ParquetTable> {
  const file = await bufferOf(path, handle);
  const metadata = withConvertedTypes(await parquetMetadataAsync(file, { parsers: RAW_TIMES, geoparquet: false }));
  const elements = parquetSchema(metadata).children.map(({ element }) => element);
  const columns = findBarColumns(
    elements.map(({ name }) => name),
    path,
  );
  const wanted = new Set(
    Object.values(columns).map((index) => (typeof index === 'number' ? elements[index]?.name : '')),
  );
  checkTypes(elements, wanted, path);
  checkRows(metadata, file.byteLength, wanted);
  const guard = createPageGuard();
  const options = { file, metadata, compressors: guard.compressors, parsers: RAW_TIMES, geoparquet: false };
  const scan = await parquetScan({ ...options, useOffsetIndex: false });
  const single = (index: number): boolean => elements[index]?.type === 'FLOAT';

  async function column(index: number, range: RowRange): Promise<ColumnValues> {
    try {
      const { name = '', repetition_type } = elements[index] ?? {};
      const { meta, rows } = chunkOf(metadata, name, range);
      const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
      const bytes = await file.slice(start, start + Number(meta.total_compressed_size));
      guard.walk(new Uint8Array(bytes), rows, meta, repetition_type !== 'REQUIRED');
      const values = await scan.readColumn({ column: name, ...range });
      if (values.length !== range.rowEnd - range.rowStart) throw new Error('rows are missing');
      return values;
    } catch (error) {
      throw damage(path, error);
    }
  }

  return {
    columns,
    synthetic: isSynthetic(metadata),
    ranges: scan.ranges,
    unitOf: (index) => unitOfElement(elements[index]) ?? (index === columns.time ? columns.timeUnit : undefined),
    isSinglePrecision: {
      open: single(columns.open),
      high: single(columns.high),
      low: single(columns.low),
      close: single(columns.close),
    },
    column,
    close: () => handle.close(),
  };
}

const MAGIC = 'PAR1';
/** The first and last bytes of the shortest file. */
const LEAST_BYTES = 12;

async function bufferOf(path: string, handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  const slice = async (start: number, end: number = size): Promise<ArrayBuffer> => {
    if (!(start >= 0 && start <= end && end <= size)) throw new Error('a column lies outside the file');
    const bytes = new Uint8Array(new ArrayBuffer(end - start));
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done);
      if (bytesRead === 0) throw new Error('the file has become shorter');
      done += bytesRead;
    }
    return bytes.buffer;
  };
  if (size === 0) throw new InputError(path, 'the file is empty', 'fetch it again');
  const mark = async (at: number): Promise<string> =>
    Buffer.from(await slice(at, at + MAGIC.length)).toString('latin1');
  if (size < LEAST_BYTES || (await mark(0)) !== MAGIC)
    throw new InputError(path, 'is no Parquet file', 'fetch it again');
  if ((await mark(size - MAGIC.length)) !== MAGIC) {
    throw new InputError(path, 'the file is cut off: the end of a Parquet file is missing', 'fetch it again');
  }
  return { byteLength: size, slice };
}

/** `synthetic` in the file's own metadata, whatever its value but a no. */
function isSynthetic({ key_value_metadata: pairs = [] }: FileMetaData): boolean {
  return pairs.some(({ key, value }) => key.toLowerCase() === 'synthetic' && !/^(?:false|no|0)$/i.test(value ?? ''));
}

function damage(path: string, error: unknown): Error {
  if (error instanceof InputError) return error;
  if (codeOf(error) in SYSTEM_REASONS) return readFailure(path, error);
  return new InputError(path, 'the Parquet file is damaged', 'fetch it again');
}
