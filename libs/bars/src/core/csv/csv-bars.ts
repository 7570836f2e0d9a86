// Bars of one symbol from the bytes of a CSV file. A line that is wanted costs no object and no string.

import { InputError } from '@tradingbot/domain';
import type { PlacedBars } from '../bar-chunk.ts';
import type { ByteFeed } from '../byte-feed.ts';
import { faultSentence, type FieldFault } from '../field-fault.ts';
import type { WantedBars } from '../wanted-bars.ts';
import { createCsvLines } from './csv-lines.ts';
import { fieldText, shownField, type CsvLayout } from './csv-preamble.ts';
import { createCsvTimes } from './csv-time.ts';
import { oddNumber, oddPrice, plainNumber, plainPrice } from './decimal-field.ts';

export interface CsvBars {
  /**
   * Adds bars until `bars` is full, bytes are missing, or the end of the range is reached.
   * Lines of other symbols and before the range are passed over without a look at their prices.
   */
  read(from: ByteFeed, bars: PlacedBars): void;
  /** The end of the range was reached: no bar of the rest of the file is wanted. */
  ended: boolean;
}

/** @throws InputError (from `read`) that names the line when a value is no price, volume or time */
export function createCsvBars(path: string, layout: CsvLayout, wanted: WantedBars): CsvBars {
  const { columns } = layout;
  const { priceScale, from, to } = wanted;
  const lines = createCsvLines(path, layout);
  const times = createCsvTimes(path, layout, lines);
  const { line } = lines;
  const { bounds } = line;
  const symbol = new TextEncoder().encode(wanted.symbol);

  function read(feed: ByteFeed, bars: PlacedBars): void {
    const { openTime, open, high, low, close, volume, place } = bars;
    const capacity = openTime.length;
    let row = bars.length;
    while (row < capacity && lines.next(feed)) {
      const { bytes } = feed;
      if (columns.symbol !== undefined && !isSymbol(bytes, columns.symbol)) continue;
      const time = times.read(bytes);
      if (time < from) continue;
      if (time >= to) {
        self.ended = true;
        break;
      }
      openTime[row] = time;
      open[row] = priceAt(bytes, columns.open, 'open');
      high[row] = priceAt(bytes, columns.high, 'high');
      low[row] = priceAt(bytes, columns.low, 'low');
      close[row] = priceAt(bytes, columns.close, 'close');
      volume[row] = volumeAt(bytes, columns.volume);
      place[row] = lines.number;
      row += 1;
    }
    bars.length = row;
  }

  function isSymbol(bytes: Uint8Array, index: number): boolean {
    const start = bounds[2 * index] as number;
    const { length } = symbol;
    if ((bounds[2 * index + 1] as number) - start !== length) return false;
    for (let i = 0; i < length; i++) if (bytes[start + i] !== symbol[i]) return false;
    return true;
  }

  function priceAt(bytes: Uint8Array, index: number, name: string): number {
    const value = plainPrice(bytes, bounds[2 * index] as number, bounds[2 * index + 1] as number, priceScale);
    if (!Number.isNaN(value)) return value;
    const found = oddPrice(fieldText(bytes, line, index), priceScale);
    return typeof found === 'number' ? found : refuse(bytes, index, name, found);
  }

  function volumeAt(bytes: Uint8Array, index: number): number {
    const value = plainNumber(bytes, bounds[2 * index] as number, bounds[2 * index + 1] as number);
    if (!Number.isNaN(value)) return value;
    const found = oddNumber(fieldText(bytes, line, index));
    return typeof found === 'number' ? found : refuse(bytes, index, 'volume', found);
  }

  function refuse(bytes: Uint8Array, index: number, name: string, fault: FieldFault): never {
    const found = shownField(bytes, line, index);
    throw new InputError(`${path}:${lines.number}`, faultSentence(name, found, fault, priceScale));
  }

  const self: CsvBars = { read, ended: false };
  return self;
}
