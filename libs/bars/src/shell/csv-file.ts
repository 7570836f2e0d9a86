// CSV files: the core reads bytes, and this brings them.

import type { FileContents } from '../core/bar-file.ts';
import { createPlacedBars, type PlacedBars } from '../core/bar-chunk.ts';
import { createBarTally } from '../core/bar-tally.ts';
import { createByteFeed, feed } from '../core/byte-feed.ts';
import { createCsvBars, type CsvBars } from '../core/csv/csv-bars.ts';
import { createCsvLine } from '../core/csv/csv-line.ts';
import { createPreambleReader } from '../core/csv/csv-preamble.ts';
import { createCsvSurvey, type CsvSurvey } from '../core/csv/csv-survey.ts';
import type { WantedBars } from '../core/wanted-bars.ts';
import { fileBytes } from './file-bytes.ts';

const NOTHING = new Uint8Array(0);

/**
 * One pass over the whole file.
 * @param onRaw sees its bytes, for the hash
 * @param named whose bars those are that no column and no name of a file gives a symbol
 */
export async function surveyCsv(
  path: string,
  onRaw: (block: Uint8Array) => void,
  named?: string,
): Promise<FileContents> {
  const from = createByteFeed();
  const preamble = createPreambleReader(path, createCsvLine());
  const tally = createBarTally();
  let survey: CsvSurvey | undefined;
  let synthetic = false;
  const take = (): void => {
    if (survey === undefined) {
      const layout = preamble.read(from);
      if (layout === undefined) return;
      synthetic = layout.synthetic;
      survey = createCsvSurvey(path, layout, tally, named);
    }
    survey.read(from);
  };
  for await (const block of fileBytes(path, onRaw)) {
    feed(from, block);
    take();
  }
  from.finished = true;
  feed(from, NOTHING);
  take();
  return { synthetic, spans: tally.spans(), closeTimeSays: survey?.closeTimeSays };
}

/** Bars of one symbol within a range, always in the same columns. */
export async function* readCsv(path: string, wanted: WantedBars): AsyncGenerator<PlacedBars> {
  const from = createByteFeed();
  const preamble = createPreambleReader(path, createCsvLine());
  const bars = createPlacedBars();
  let reader: CsvBars | undefined;
  const blocks = fileBytes(path)[Symbol.asyncIterator]();
  try {
    while (!from.finished && reader?.ended !== true) {
      const next = await blocks.next();
      from.finished = next.done === true;
      feed(from, next.done === true ? NOTHING : next.value);
      if (reader === undefined) {
        const layout = preamble.read(from);
        if (layout === undefined) continue;
        reader = createCsvBars(path, layout, wanted);
      }
      reader.read(from, bars);
      while (bars.length === bars.openTime.length) {
        yield bars;
        bars.length = 0;
        reader.read(from, bars);
      }
    }
    if (bars.length > 0) yield bars;
  } finally {
    await blocks.return?.();
  }
}
