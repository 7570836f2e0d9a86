// The open time of the line at hand, or the sentence that refuses it.

import { InputError } from '@tradingbot/domain';
import { createFileClock, explainTime, type FileClock } from '../file-clock.ts';
import type { CsvLines } from './csv-lines.ts';
import { fieldText, type CsvLayout } from './csv-preamble.ts';
import { oddTime, plainTime } from './time-field.ts';

/** Reads times in microseconds from the lines of one file, which keeps to one unit. */
export interface CsvTimes {
  /** @throws InputError when the field is no time, or is in another unit than those before it */
  read(bytes: Uint8Array): number;
}

export function createCsvTimes(path: string, { columns }: CsvLayout, lines: CsvLines): CsvTimes {
  const clock: FileClock = createFileClock(columns.timeUnit);
  const { bounds } = lines.line;
  const at = 2 * columns.time;

  function read(bytes: Uint8Array): number {
    const micros = plainTime(bytes, bounds[at] as number, bounds[at + 1] as number, clock);
    return Number.isNaN(micros) ? readOdd(bytes) : micros;
  }

  function readOdd(bytes: Uint8Array): number {
    const text = fieldText(bytes, lines.line, columns.time);
    const found = /^\d{1,16}$/.test(text) ? explainTime(clock, Number(text)) : oddTime(text, clock);
    if (typeof found === 'number') return found;
    throw new InputError(`${path}:${lines.number}`, found);
  }

  return { read };
}
