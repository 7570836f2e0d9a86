// One pass over a CSV file that looks only at symbols and times.

import type { BarTally } from '../bar-tally.ts';
import type { ByteFeed } from '../byte-feed.ts';
import { closeTimeLength } from '../close-time.ts';
import { createFileClock } from '../file-clock.ts';
import { needSymbolInName, symbolInName } from '../file-name-hints.ts';
import { checkSymbol } from '../symbol-text.ts';
import { createCsvLines } from './csv-lines.ts';
import { fieldText, type CsvLayout } from './csv-preamble.ts';
import { createCsvTimes } from './csv-time.ts';
import { oddTime } from './time-field.ts';

export interface CsvSurvey {
  /** Counts all lines that are complete. */
  read(from: ByteFeed): void;
  /** The bar length that the close time of the first bar says. */
  closeTimeSays: number | undefined;
}

/** @throws InputError (from `read`) when a line has too few columns, or no symbol or time */
export function createCsvSurvey(path: string, layout: CsvLayout, tally: BarTally, named?: string): CsvSurvey {
  const { columns } = layout;
  const lines = createCsvLines(path, layout);
  const times = createCsvTimes(path, layout, lines);
  const { line } = lines;
  const { bounds } = line;
  const where = (): string => `${path}:${lines.number}`;
  const known: Uint8Array[] = [];
  let index = columns.symbol === undefined ? tally.indexOf(symbolInName(path) ?? named ?? needSymbolInName(path)) : -1;
  let counted = false;

  function read(from: ByteFeed): void {
    while (lines.next(from)) {
      const { bytes } = from;
      if (columns.symbol !== undefined) index = symbolAt(bytes, columns.symbol);
      const time = times.read(bytes);
      if (!counted) {
        counted = true;
        if (columns.closeTime !== undefined) {
          const close = oddTime(fieldText(bytes, line, columns.closeTime), createFileClock());
          if (typeof close === 'number') self.closeTimeSays = closeTimeLength(time, close);
        }
      }
      tally.count(index, time);
    }
  }

  /** Symbols come in blocks or in turns: the last one and the one after it are tried before the text is made. */
  function symbolAt(bytes: Uint8Array, column: number): number {
    const start = bounds[2 * column] as number;
    const end = bounds[2 * column + 1] as number;
    if (isKnown(bytes, start, end, index)) return index;
    const following = index + 1 < known.length ? index + 1 : 0;
    if (isKnown(bytes, start, end, following)) return following;
    const found = tally.indexOf(checkSymbol(fieldText(bytes, line, column), where));
    known[found] ??= bytes.slice(start, end);
    return found;
  }

  function isKnown(bytes: Uint8Array, start: number, end: number, one: number): boolean {
    const symbol = known[one];
    if (symbol?.length !== end - start) return false;
    for (let i = 0; i < symbol.length; i++) if (bytes[start + i] !== symbol[i]) return false;
    return true;
  }

  const self: CsvSurvey = { read, closeTimeSays: undefined };
  return self;
}
