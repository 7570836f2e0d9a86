// Line after line of the bars of a CSV file, each with the columns of the header.

import type { ByteFeed } from '../byte-feed.ts';
import { createCsvLine, cutLine, type CsvLine } from './csv-line.ts';
import { refuseColumnCount, refuseEndlessLine, type CsvLayout } from './csv-preamble.ts';

const LINE_FEED = 10;
const SPACE = 32;

export interface CsvLines {
  /** The line that `next` has cut; its positions hold until more bytes are fed. */
  readonly line: CsvLine;
  /** Its number in the file, from 1. */
  number: number;
  /** Moves to the next line that is not blank; false when more bytes are needed, or none are left. */
  next(from: ByteFeed): boolean;
}

/** @throws InputError (from `next`) when a line has other columns than the header, or does not end */
export function createCsvLines(path: string, layout: CsvLayout): CsvLines {
  const line = createCsvLine();
  const { columnCount } = layout;

  function next(from: ByteFeed): boolean {
    while (from.at < from.end) {
      const start = from.at;
      if (!cutLine(line, from.bytes, start, from.end, from.finished)) {
        refuseEndlessLine(path, lines.number + 1, from);
        return false;
      }
      lines.number += 1;
      from.at = line.next;
      if (line.fields === columnCount && !line.malformed) return true;
      if (isBlank(from.bytes, start, line.next)) continue;
      refuseColumnCount(`${path}:${lines.number}`, line, columnCount, from.bytes[line.next - 1] !== LINE_FEED);
    }
    return false;
  }

  const lines: CsvLines = { line, number: layout.lines, next };
  return lines;
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((bytes[i] as number) > SPACE) return false;
  return true;
}
