// What stands before the bars of a CSV file: comment lines, then a header, or nothing in Binance's dumps.

import { InputError } from '@tradingbot/domain';
import { findBarColumns, KLINE_COLUMN_COUNT, KLINE_COLUMNS, type BarColumns } from '../bar-columns.ts';
import type { ByteFeed } from '../byte-feed.ts';
import { shown } from '../shown.ts';
import { cutLine, MAX_COLUMNS, type CsvLine } from './csv-line.ts';

/** How to read a CSV file, as its first lines say. */
export interface CsvLayout {
  /** Every line has this many. */
  readonly columnCount: number;
  readonly columns: BarColumns;
  /** A leading comment says that the bars were made, not traded: `# synthetic: …`. */
  readonly synthetic: boolean;
  /** Lines before the first bar. */
  readonly lines: number;
}

/** Longer than any line of bars. What holds no line end for so long is no CSV. */
export const LONGEST_LINE = 65_536;

/** What would be a byte order mark elsewhere than at the very start is no less part of the text than other bytes. */
const TEXT = new TextDecoder('utf-8', { ignoreBOM: true });
const HASH = 35;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const SYNTHETIC = /^#\s*synthetic\b/i;

/** Reads on as bytes arrive. */
export interface PreambleReader {
  /** The layout as soon as it is known; the feed then stands at the first bar. `undefined`: more bytes are needed. */
  read(from: ByteFeed): CsvLayout | undefined;
}

/** @throws InputError (from `read`) when the file is empty, has no header, or lacks a column */
export function createPreambleReader(path: string, line: CsvLine): PreambleReader {
  let started = false;
  let lines = 0;
  let synthetic = false;

  function read(from: ByteFeed): CsvLayout | undefined {
    for (;;) {
      if (from.at === from.end && from.finished) {
        throw new InputError(path, lines === 0 ? 'the file is empty' : 'the file holds no bars', 'fetch it again');
      }
      if (!cutLine(line, from.bytes, from.at, from.end, from.finished)) {
        refuseEndlessLine(path, lines + 1, from);
        return undefined;
      }
      if (!started) {
        started = true;
        // Passed over before anything is cut: it may stand before a quote, or before the first bar.
        if (BYTE_ORDER_MARK.every((byte, i) => from.bytes[from.at + i] === byte)) {
          from.at += BYTE_ORDER_MARK.length;
          continue;
        }
      }
      const whole = TEXT.decode(from.bytes.subarray(from.at, line.next)).trim();
      if (whole !== '' && whole.charCodeAt(0) !== HASH) break;
      synthetic ||= SYNTHETIC.test(whole);
      from.at = line.next;
      lines += 1;
    }
    const names = fieldTexts(from.bytes, line);
    return /^[\d.-]/.test(names[0] as string) ? headerless(names.length) : header(names, from);
  }

  function header(names: readonly string[], from: ByteFeed): CsvLayout {
    if (line.fields > MAX_COLUMNS) throw new InputError(`${path}:${lines + 1}`, `there are ${line.fields} columns`);
    const columns = findBarColumns(names, `${path}:${lines + 1}`);
    from.at = line.next;
    return { columnCount: names.length, columns, synthetic, lines: lines + 1 };
  }

  function headerless(columnCount: number): CsvLayout {
    if (columnCount !== KLINE_COLUMN_COUNT) {
      throw new InputError(
        `${path}:${lines + 1}`,
        `there is no header, and ${columnCount} columns where Binance's dumps have ${KLINE_COLUMN_COUNT}`,
        'put the names of the columns into the first line',
      );
    }
    return { columnCount, columns: KLINE_COLUMNS, synthetic, lines };
  }

  return { read };
}

/** Refuses a line that does not end: the memory for it is bounded. */
export function refuseEndlessLine(path: string, lineNumber: number, from: ByteFeed): void {
  if (from.end - from.at > LONGEST_LINE) {
    throw new InputError(`${path}:${lineNumber}`, `the line is longer than ${LONGEST_LINE} bytes`, 'is it a CSV file?');
  }
}

/** The text of field `index` of the line that was cut last. */
export function fieldText(bytes: Uint8Array, line: CsvLine, index: number): string {
  return TEXT.decode(bytes.subarray(line.bounds[2 * index], line.bounds[2 * index + 1]));
}

function fieldTexts(bytes: Uint8Array, line: CsvLine): string[] {
  const count = Math.min(line.fields, MAX_COLUMNS);
  return Array.from({ length: count }, (_, index) => fieldText(bytes, line, index));
}

/**
 * Refuses a line whose columns are not those of the header.
 * @param cut the file ends within this line
 */
export function refuseColumnCount(where: string, line: CsvLine, wanted: number, cut: boolean): never {
  if (line.malformed) throw new InputError(where, 'a quoted field does not end before the next comma');
  const found = `the line has ${line.fields} ${line.fields === 1 ? 'column' : 'columns'} instead of ${wanted}`;
  if (cut && line.fields < wanted) throw new InputError(where, `the file is cut off: ${found}`, 'fetch it again');
  throw new InputError(where, found);
}

export const shownField = (bytes: Uint8Array, line: CsvLine, index: number): string =>
  shown(fieldText(bytes, line, index));
