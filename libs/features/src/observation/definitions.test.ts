// Each feature of the market is what its formula says, from its first bar on, and stays where its range says.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NAIVE_FEATURES } from '../../testing/naive-features.ts';
import { ALL_COLUMNS, columnsOf, observedBars, type FullBar } from '../../testing/observed-bars.ts';
import { featureCatalog, featureNamed } from './catalog.ts';
import { ObservedBar } from './columns.ts';
import { marketScale } from './market-scale.ts';
import { observationPlan, type PlannedFeature } from './observation-plan.ts';
import { observeSeries } from './observe-series.ts';
import { hoursOf } from './window-bars.ts';

const market = featureCatalog.filter(({ kind }) => kind === 'market').map(({ name }) => name);

/** Markets serve for all features: a calm one, one with jumps and silence, and one that no venue has seen, of each seed. */
const kept = new Map<string, FullBar[]>();
function marketOf(seed: number, length: number, ugliness: number): FullBar[] {
  const key = `${seed} ${length} ${ugliness}`;
  const bars = kept.get(key) ?? observedBars(seed, length, ugliness);
  kept.set(key, bars);
  return bars;
}

/** Its value at the close of each bar, 0 before it is there. */
function observed(
  name: string,
  bars: readonly FullBar[],
  timeframe: string,
): { own: PlannedFeature; values: number[] } {
  const choice = { timeframe, assetClass: 'crypto_spot', instruments: ['A'], columns: ALL_COLUMNS } as const;
  const plan = observationPlan({ ...choice, include: [name] });
  const [own] = plan.features;
  if (own === undefined) throw new Error(`${name} is not planned`);
  return { own, values: Array.from(observeSeries(plan, columnsOf(bars))) };
}

test('every feature of the market has a naive model', () => {
  expect(Object.keys(NAIVE_FEATURES).sort()).toEqual([...market].sort());
});

describe.each(market)('%s', (name) => {
  test.each(['2h', '4h'])('follows its formula on bars of %s, from its warm-up on', (timeframe) => {
    const market = marketScale('crypto_spot', hoursOf(timeframe));
    const model = NAIVE_FEATURES[name];
    fc.assert(
      fc.property(
        fc.nat({ max: 3 }),
        fc.constantFrom(0, 0.3, 1),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, ugly, at) => {
          const bars = marketOf(seed, 400, ugly);
          const { own, values } = observed(name, bars, timeframe);
          const first = own.warmup - 1;
          if (first > 0) expect(model?.(bars.slice(0, first), own.window, market)).toBeUndefined();
          for (const row of new Set([first, first + Math.floor(at * (399 - first)), 399])) {
            const expected = model?.(bars.slice(0, row + 1), own.window, market);
            expect(Math.abs((values[row] ?? NaN) - (expected ?? NaN))).toBeLessThan(2e-6);
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  test('is a number within its range, but for rounding, on bars that no venue has seen', () => {
    const feature = featureNamed(name);
    if (feature?.kind !== 'market') throw new Error(`${name} is not of the market`);
    const [low, high] = feature.range;
    expect(low <= 0 && high >= 0 && high - low <= 3).toBe(true);
    const odd: number[] = [];
    for (let seed = 0; seed < 3; seed++) {
      const cell = feature.cell('bars' in feature.window ? feature.window.bars : 50, marketScale('crypto_spot', 4));
      const bar = new ObservedBar();
      for (const seen of marketOf(seed, 1_500, 1)) {
        bar.take(seen, 1);
        cell.update(bar);
        if (cell.ready && !(cell.value >= low - 1e-9 && cell.value <= high + 1e-9)) odd.push(cell.value);
      }
      expect(cell.ready).toBe(true);
    }
    expect(odd).toEqual([]);
  });
});
