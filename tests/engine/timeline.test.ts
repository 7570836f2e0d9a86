// The timeline against a naive sort: closes of an instant before its opens, series in the order given, chunks of any size.

import { expect, test } from '@jest/globals';
import type { BarSeries } from '@tradingbot/bars';
import { playTimeline } from '@tradingbot/bars/files';
import { instrumentIndex, type Timeframe } from '@tradingbot/domain';
import { hour, HOUR, seriesOf } from '@tradingbot/testing';
import fc from 'fast-check';

interface Said {
  readonly time: number;
  readonly kind: 'close' | 'open';
  readonly series: number;
  readonly price: number;
}

const market = fc.array(
  fc.record({
    hours: fc.constantFrom(1, 4),
    gaps: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 }),
    chunk: fc.integer({ min: 1, max: 5 }),
    start: fc.integer({ min: 0, max: 6 }),
  }),
  { minLength: 1, maxLength: 5 },
);

test('bars of several series and lengths are told in time order, each instant closes first', async () => {
  await fc.assert(
    fc.asyncProperty(market, async (parts) => {
      const expected: Said[] = [];
      const series = parts.map(({ hours, gaps, chunk, start }, index): BarSeries => {
        let at = start;
        const rows = gaps.map((gap, i) => {
          at += i === 0 ? 0 : hours * (1 + gap);
          const price = 100 + i;
          expected.push({ time: hour(at), kind: 'open', series: index, price });
          expected.push({ time: hour(at + hours), kind: 'close', series: index, price });
          return { at, open: price, high: price, low: price, close: price };
        });
        return { ...seriesOf(rows, instrumentIndex(index), chunk), timeframe: (hours * HOUR) as Timeframe };
      });
      const rank = (said: Said): number => (said.kind === 'close' ? 0 : 1);
      expected.sort((a, b) => a.time - b.time || rank(a) - rank(b) || a.series - b.series);
      expect(await listen(series)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

async function listen(series: readonly BarSeries[]): Promise<Said[]> {
  const heard: Said[] = [];
  let time = -1;
  await playTimeline(series, {
    instant: (at) => {
      expect(at).toBeGreaterThanOrEqual(time);
      time = at;
    },
    closed: (one, chunk, row) =>
      void heard.push({ time, kind: 'close', series: one.instrument, price: chunk.close[row] as number }),
    closesDone: () => {},
    opened: (one, chunk, row) =>
      void heard.push({ time, kind: 'open', series: one.instrument, price: chunk.open[row] as number }),
    opensDone: () => {},
  });
  return heard;
}
