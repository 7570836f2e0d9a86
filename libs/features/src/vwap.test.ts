// The rolling volume-weighted price, held to Σ(price·volume) / Σvolume of its window.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectFollows, lastOf, sum } from '../testing/naive-model.ts';
import { type Bar, bars, uniforms, windowLength } from '../testing/series.ts';
import { vwap } from './vwap.ts';

function naiveVwap(window: readonly Bar[]): number {
  const volume = sum(window.map((bar) => bar.volume));
  if (volume === 0) return window.at(-1)?.close ?? NaN;
  return sum(window.map((bar) => bar.close * bar.volume)) / volume;
}

describe('vwap', () => {
  test('is Σ(price·volume) / Σvolume of the last n observations', () => {
    fc.assert(
      fc.property(bars, windowLength, (rows, n) => {
        const average = vwap(n);
        const feed = ({ close, volume }: Bar) => (average.update(close, volume), average);
        const scale = Math.max(...rows.map(({ close }) => close));
        expectFollows(
          rows,
          feed,
          (past) => {
            const window = lastOf(past, n);
            return window && naiveVwap(window);
          },
          scale,
        );
      }),
    );
  });

  test('agrees with its window after each of a million updates', () => {
    const n = 30;
    const closes = uniforms(5, 1_000_000).map((u) => 90 + 20 * u);
    const volumes = uniforms(6, 1_000_000).map((u, i) => (i % 500 === 77 ? 1e9 * u : u));
    const average = vwap(n);
    let worst = 0;
    closes.forEach((close, i) => {
      average.update(close, volumes[i] ?? NaN);
      if (i + 1 < n) return;
      let amount = 0;
      let volume = 0;
      for (let j = i - n + 1; j <= i; j++) {
        amount += (closes[j] ?? NaN) * (volumes[j] ?? NaN);
        volume += volumes[j] ?? NaN;
      }
      worst = Math.max(worst, Math.abs(average.value / (amount / volume) - 1));
    });
    expect(worst).toBeLessThan(1e-9);
  });

  test('is the newest price where nothing traded, as soon as the last volume has left', () => {
    const average = vwap(3);
    average.update(10, 0.1);
    average.update(11, 0);
    average.update(12, 0);
    expect(average.value).toBeCloseTo(10, 12);
    average.update(13, 0);
    expect(average.value).toBe(13);
  });

  test('of a constant price is that price exactly, whatever the volumes', () => {
    const average = vwap(7);
    for (const volume of uniforms(9, 100)) {
      average.update(0.1, volume);
      if (average.ready) expect(average.value).toBe(0.1);
    }
  });

  test('over one observation is its price', () => {
    const average = vwap(1);
    average.update(4, 2);
    average.update(9, 5);
    expect(average.value).toBe(9);
  });
});
