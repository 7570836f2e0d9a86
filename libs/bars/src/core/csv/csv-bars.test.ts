// Bars written as CSV and read back, however the bytes are cut into blocks.

import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { formatDecimal, InputError } from '@tradingbot/domain';
import { createPlacedBars } from '../bar-chunk.ts';
import { createByteFeed, feed } from '../byte-feed.ts';
import { createCsvBars } from './csv-bars.ts';
import { createCsvLine } from './csv-line.ts';
import { createPreambleReader } from './csv-preamble.ts';

const START = 1_700_000_000_000;
const FIELDS = ['openTime', 'open', 'high', 'low', 'close', 'volume'] as const;

interface Bar {
  readonly symbol: string;
  readonly prices: readonly number[];
  readonly volume: number;
}

const anyBar: fc.Arbitrary<Bar> = fc.record({
  symbol: fc.constantFrom('AB', 'ABC'),
  prices: fc.array(fc.integer({ min: 1, max: 2 ** 53 - 1 }), { minLength: 4, maxLength: 4 }),
  volume: fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e15, noNaN: true })),
});

const anyFile = fc.record({
  bars: fc.array(anyBar, { minLength: 1, maxLength: 60 }),
  scale: fc.integer({ min: 0, max: 8 }),
  blocks: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 }),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  quoted: fc.boolean(),
  finalEnd: fc.boolean(),
  capacity: fc.integer({ min: 1, max: 20 }),
});

test('random bars come back as they were, whatever the blocks', () => {
  fc.assert(
    fc.property(anyFile, ({ bars, scale, blocks, lineEnd, quoted, finalEnd, capacity }) => {
      const field = (text: string): string => (quoted ? `"${text}"` : text);
      const rows = bars.map(({ symbol, prices, volume }, i) =>
        [String(START + i), symbol, ...prices.map((price) => formatDecimal(price, scale)), String(volume)]
          .map(field)
          .join(','),
      );
      const text = ['ts_ms,symbol,open,high,low,close,volume', ...rows].join(lineEnd) + (finalEnd ? lineEnd : '');
      const expected = bars.flatMap(({ symbol, prices, volume }, i) =>
        symbol === 'AB' ? [[(START + i) * 1_000, ...prices, volume, i + 2]] : [],
      );
      expect(read(new TextEncoder().encode(text), blocks, scale, capacity)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('a line is refused by the same sentence, whatever the blocks', () => {
  const text = 'ts_ms,symbol,open,high,low,close,volume\n1700000000000,AB,1,1,1,1,1\n1700000000001,AB,1,x,1,1,1\n';
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (blocks) => {
      const reading = (): unknown => read(new TextEncoder().encode(text), blocks, 2, 8);
      expect(reading).toThrow(new InputError('bars.csv:3', 'high "x" is not a number'));
    }),
  );
});

/** All bars of AB as rows of numbers, the last one the line. */
function read(bytes: Uint8Array, blocks: readonly number[], priceScale: number, capacity: number): number[][] {
  const from = createByteFeed();
  const preamble = createPreambleReader('bars.csv', createCsvLine());
  const wanted = { symbol: 'AB', priceScale, from: -Infinity, to: Infinity };
  const chunk = createPlacedBars(capacity);
  let reader: ReturnType<typeof createCsvBars> | undefined;
  const rows: number[][] = [];
  const take = (): void => {
    for (let i = 0; i < chunk.length; i++)
      rows.push([...FIELDS, 'place' as const].map((name) => chunk[name][i] as number));
    chunk.length = 0;
  };
  for (let at = 0, n = 0; !from.finished; n++) {
    const size = blocks[n % blocks.length] as number;
    from.finished = at >= bytes.length;
    feed(from, bytes.subarray(at, at + size));
    at += size;
    if (reader === undefined) {
      const layout = preamble.read(from);
      if (layout === undefined) continue;
      reader = createCsvBars('bars.csv', layout, wanted);
    }
    reader.read(from, chunk);
    while (chunk.length === capacity) {
      take();
      reader.read(from, chunk);
    }
  }
  take();
  return rows;
}
