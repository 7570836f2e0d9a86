// Parts of held bars: what was known at a moment, and a future that is another one.

import { expect, test } from '@jest/globals';
import { holdSeries, type HeldSeries } from '@tradingbot/bars/files';
import { BTC, hour, seriesOf } from '@tradingbot/testing';
import { cutBars, perturbBars, rangeOf } from './held-range.ts';

const CLOSES = [100, 110, 120, 130, 140, 150];

const held = (): Promise<HeldSeries> =>
  holdSeries([
    seriesOf(
      CLOSES.map((close, at) => ({ at, open: close, high: close, low: close, close })),
      BTC,
      4,
    ),
  ]);

const closesOf = ({ series }: HeldSeries): number[] => Array.from(series[0]?.close ?? []).slice(0, series[0]?.length);
const timesOf = ({ series }: HeldSeries): number[] => Array.from(series[0]?.openTime ?? []).slice(0, series[0]?.length);

test('a range has the bars that open in it, its end left out, and those before it that were asked for', async () => {
  const all = await held();
  expect(closesOf(rangeOf(all, { from: hour(2), to: hour(4) }))).toEqual([120, 130]);
  expect(closesOf(rangeOf(all, { from: hour(2), to: hour(4) }, 1))).toEqual([110, 120, 130]);
  expect(closesOf(rangeOf(all, { from: hour(1), to: hour(3) }, 9))).toEqual([100, 110, 120]);
  expect(closesOf(rangeOf(all, { from: hour(4), to: hour(2) }))).toEqual([]);
});

test('cut off, only what had opened before is left', async () => {
  expect(closesOf(cutBars(await held(), hour(3)))).toEqual([100, 110, 120]);
});

test('with another future the past stays, and so do all times', async () => {
  const all = await held();
  const other = perturbBars(all, hour(3));
  expect(closesOf(other).slice(0, 3)).toEqual([100, 110, 120]);
  // Backward, and far from what it was.
  expect(closesOf(other).slice(3)).toEqual([206, 192, 178]);
  expect(timesOf(other)).toEqual(timesOf(all));
  expect(closesOf(all)).toEqual(CLOSES);
});
