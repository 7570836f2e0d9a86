// Parquet files: one row group's columns are held at a time, and handed on in chunks.

import type { FileContents } from '../core/bar-file.ts';
import { createPlacedBars, type PlacedBars } from '../core/bar-chunk.ts';
import { createBarTally } from '../core/bar-tally.ts';
import { closeTimeLength } from '../core/close-time.ts';
import { needSymbolInName, symbolInName } from '../core/file-name-hints.ts';
import { createParquetBars } from '../core/parquet/parquet-bars.ts';
import { createSymbolValues, createTimeValues, isFailure } from '../core/parquet/column-values.ts';
import type { WantedBars } from '../core/wanted-bars.ts';
import { fileBytes } from './file-bytes.ts';
import { openParquet } from './parquet-table.ts';

/**
 * One pass over the columns of symbols and times.
 * @param onRaw sees the bytes of the file, for the hash
 * @param named whose bars those are that no column and no name of a file gives a symbol
 */
export async function surveyParquet(
  path: string,
  onRaw: (block: Uint8Array) => void,
  named?: string,
): Promise<FileContents> {
  for await (const block of fileBytes(path)) onRaw(block);
  const table = await openParquet(path);
  try {
    const { columns } = table;
    const tally = createBarTally();
    const times = createTimeValues(path, table.unitOf(columns.time));
    const symbols = createSymbolValues(path);
    const fixed =
      columns.symbol === undefined ? tally.indexOf(symbolInName(path) ?? named ?? needSymbolInName(path)) : -1;
    let closeTimeSays: number | undefined;
    for (const range of table.ranges) {
      const time = await table.column(columns.time, range);
      const symbol = columns.symbol === undefined ? undefined : await table.column(columns.symbol, range);
      if (range.rowStart === 0 && columns.closeTime !== undefined) {
        const close = (await table.column(columns.closeTime, range))[0];
        const read = createTimeValues(path, table.unitOf(columns.closeTime));
        const closes = read.tryValue(close);
        if (!isFailure(closes)) closeTimeSays = closeTimeLength(times.value(time[0], 1), closes);
      }
      let last: unknown;
      let index = fixed;
      for (let i = 0; i < time.length; i++) {
        const row = range.rowStart + i + 1;
        if (symbol !== undefined && symbol[i] !== last) index = tally.indexOf(symbols.value((last = symbol[i]), row));
        tally.count(index, times.value(time[i], row));
      }
    }
    return { synthetic: table.synthetic, spans: tally.spans(), closeTimeSays };
  } finally {
    await table.close();
  }
}

/** Bars of one symbol within a range, always in the same columns. */
export async function* readParquet(path: string, wanted: WantedBars): AsyncGenerator<PlacedBars> {
  const table = await openParquet(path);
  try {
    const { columns } = table;
    const bars = createPlacedBars();
    const reader = createParquetBars(path, wanted, {
      timeUnit: table.unitOf(columns.time),
      singlePrecision: table.isSinglePrecision,
    });
    for (const range of table.ranges) {
      reader.hold(range.rowStart, {
        time: await table.column(columns.time, range),
        symbol: columns.symbol === undefined ? undefined : await table.column(columns.symbol, range),
        open: await table.column(columns.open, range),
        high: await table.column(columns.high, range),
        low: await table.column(columns.low, range),
        close: await table.column(columns.close, range),
        volume: await table.column(columns.volume, range),
      });
      reader.read(bars);
      while (bars.length === bars.openTime.length) {
        yield bars;
        bars.length = 0;
        reader.read(bars);
      }
      if (reader.ended) break;
    }
    if (bars.length > 0) yield bars;
  } finally {
    await table.close();
  }
}
