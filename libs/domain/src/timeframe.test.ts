// Bar lengths: their names, the shortest name, and what is not one.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatTimeframe, parseTimeframe } from './timeframe.ts';

const UNIT_SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
const count = fc.integer({ min: 1, max: 9_999 });
const unit = fc.constantFrom(...(['s', 'm', 'h', 'd'] as const));

describe('bar lengths', () => {
  test.each([
    ['1s', 1_000_000],
    ['1m', 60_000_000],
    ['5m', 300_000_000],
    ['1h', 3_600_000_000],
    ['4h', 14_400_000_000],
    ['1d', 86_400_000_000],
  ])('"%s" is %d microseconds, and back', (text, length) => {
    expect(parseTimeframe(text)).toBe(length);
    expect(formatTimeframe(length)).toBe(text);
  });

  test('a name is a count of seconds, minutes, hours or days', () => {
    fc.assert(
      fc.property(count, unit, (n, name) => {
        expect(parseTimeframe(`${n}${name}`)).toBe(n * UNIT_SECONDS[name] * 1_000_000);
      }),
    );
  });

  test('a length is written by its shortest name, which reads back to it', () => {
    fc.assert(
      fc.property(count, unit, (n, name) => {
        const seconds = n * UNIT_SECONDS[name];
        const text = formatTimeframe(seconds * 1_000_000);
        expect(parseTimeframe(text)).toBe(seconds * 1_000_000);
        for (const [other, size] of Object.entries(UNIT_SECONDS)) {
          if (seconds % size === 0) expect(text.length).toBeLessThanOrEqual(`${seconds / size}${other}`.length);
        }
      }),
    );
    expect(formatTimeframe(24 * 3_600_000_000)).toBe('1d');
    expect(formatTimeframe(90 * 60_000_000)).toBe('90m');
  });

  test.each(['', 'm', '1', '0m', '01m', '-1m', '1.5h', '1w', '1M', '1H', '1 h', ' 1h', '1h\n', '10000s', '1hour'])(
    'refuses %j',
    (text) => {
      expect(parseTimeframe(text)).toBeUndefined();
    },
  );
});
