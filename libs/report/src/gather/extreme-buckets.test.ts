// A curve of any length in bounded memory: no extreme of the whole may be lost.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createExtremeBuckets } from './extreme-buckets.ts';

const sample = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -100, max: 0 }));

function gathered(samples: readonly (readonly [number, number])[], most: number) {
  let now = 0;
  const buckets = createExtremeBuckets(most, () => now * 2);
  samples.forEach(([equity, drawdown], time) => {
    now = time;
    buckets.add(time, equity, drawdown);
  });
  return buckets.rows();
}

test('the highest, the lowest, the deepest, the first and the last sample are always among the rows', () => {
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 200 }), fc.constantFrom(2, 4, 8), (samples, most) => {
      const rows = gathered(samples, most);
      const equities = samples.map(([equity]) => equity);
      expect(Math.max(...rows.map((row) => row.equity))).toBe(Math.max(...equities));
      expect(Math.min(...rows.map((row) => row.equity))).toBe(Math.min(...equities));
      expect(Math.min(...rows.map((row) => row.drawdown))).toBe(Math.min(...samples.map(([, drawdown]) => drawdown)));
      expect([rows[0]?.time, rows.at(-1)?.time]).toEqual([0, samples.length - 1]);
      expect(rows.length).toBeLessThanOrEqual(3 * most + 2);
    }),
  );
});

test('every row is a sample, and rows go forward in time', () => {
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 100 }), (samples) => {
      const rows = gathered(samples, 4);
      for (const { time, equity, benchmark, drawdown } of rows) {
        expect([equity, drawdown, benchmark]).toEqual([...(samples[time] ?? []), time * 2]);
      }
      const times = rows.map((row) => row.time);
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    }),
  );
});

test('while there is room for all, all are kept', () => {
  expect(gathered([[1, 0], [5, 0], [3, -2]], 8).map((row) => row.equity)).toEqual([1, 5, 3]); // prettier-ignore
});
