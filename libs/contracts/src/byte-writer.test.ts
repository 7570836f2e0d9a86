// Bytes are those of the same text as a string, whatever was written before them and however far the writer has to grow.

import { describe, expect, test } from '@jest/globals';
import { formatDecimal } from '@tradingbot/domain';
import fc from 'fast-check';
import { ByteWriter, constantOf } from './byte-writer.ts';

const MOST = Number.MAX_SAFE_INTEGER;

/** Sizes of every number of digits are as likely as each other. */
const safeIntegers = fc
  .tuple(fc.integer({ min: 0, max: 53 }), fc.maxSafeInteger())
  .map(([bits, value]) => Math.trunc(value / 2 ** bits) + 0);

const textOf = (write: (writer: ByteWriter) => void, capacity = 1): string => {
  const writer = new ByteWriter(capacity);
  write(writer);
  return new TextDecoder().decode(writer.written());
};

describe('A byte writer', () => {
  test('writes safe integers as their digits', () => {
    fc.assert(fc.property(safeIntegers, (value) => expect(textOf((w) => w.integer(value))).toBe(String(value))));
  });

  test.each([0, -0, 1, 9, 10, 99, 100, 99_999_999, 100_000_000, 10 ** 15, MOST, -MOST])('writes %p', (value) => {
    expect(textOf((w) => w.integer(value))).toBe(String(value));
  });

  test('writes decimals as they are formatted', () => {
    const exact = fc.oneof(safeIntegers, fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }));
    fc.assert(
      fc.property(exact, fc.integer({ min: 0, max: 18 }), (value, scale) => {
        const normal = typeof value === 'bigint' && BigInt(Number(value)) === value ? Number(value) : value;
        expect(textOf((w) => w.decimal(normal, scale))).toBe(formatDecimal(normal, scale));
      }),
    );
  });

  test('writes texts of any characters, one after the other', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 100 }), (parts, capacity) => {
        const written = textOf((w) => {
          for (const part of parts) {
            w.text(part);
            w.constant(constantOf(part));
          }
        }, capacity);
        expect(written).toBe(parts.map((part) => part + part).join(''));
      }),
    );
  });

  test('begins anew when it is cleared', () => {
    const written = textOf((w) => {
      w.ascii('gone and forgotten');
      w.clear();
      w.ascii('new');
    });
    expect(written).toBe('new');
  });
});
