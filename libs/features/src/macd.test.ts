// The MACD lines are three exponential averages, published together.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectClose, naiveEma } from '../testing/naive-model.ts';
import { prices } from '../testing/series.ts';
import { macd } from './macd.ts';

const lengths = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 6 }))
  .map(([fast, more, signalLength]) => ({ fast, slow: fast + more, signalLength }));

describe('macd', () => {
  test('is ema(fast) − ema(slow), with the exponential average of that line as its signal', () => {
    fc.assert(
      fc.property(prices, lengths, (xs, { fast, slow, signalLength }) => {
        const lines = macd(fast, slow, signalLength);
        const line: number[] = [];
        xs.forEach((x, i) => {
          lines.update(x);
          const past = xs.slice(0, i + 1);
          const quick = naiveEma(past, fast);
          const slack = naiveEma(past, slow);
          if (quick !== undefined && slack !== undefined) line.push(quick - slack);
          const signal = naiveEma(line, signalLength);
          expect(lines.ready).toBe(i + 1 >= slow + signalLength - 1);
          expect(lines.ready).toBe(signal !== undefined);
          const newest = line.at(-1);
          if (signal === undefined || newest === undefined) {
            expect([lines.value, lines.signal, lines.histogram]).toEqual([NaN, NaN, NaN]);
            return;
          }
          const scale = Math.max(...xs);
          expectClose(lines.value, newest, 1e-9, scale);
          expectClose(lines.signal, signal, 1e-9, scale);
          expectClose(lines.histogram, newest - signal, 1e-9, scale);
        });
      }),
    );
  });

  test('is nothing on a constant', () => {
    const lines = macd(12, 26, 9);
    for (let i = 0; i < 100; i++) lines.update(64);
    expect([lines.ready, lines.value, lines.signal, lines.histogram]).toEqual([true, 0, 0, 0]);
  });

  test('is positive in a rise and negative in a fall', () => {
    const rise = macd(3, 6, 2);
    const fall = macd(3, 6, 2);
    for (let i = 0; i < 40; i++) {
      rise.update(100 + i);
      fall.update(100 - i);
    }
    expect(rise.value).toBeCloseTo(1.5, 9);
    expect(fall.value).toBeCloseTo(-1.5, 9);
  });
});
