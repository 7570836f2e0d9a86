import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { BarRange } from './market/market.ts';
import { cutsByShare, splitBars, walkForward, type DataSplit } from './splits.ts';

const part = (from: number, to: number): BarRange => ({ from, to });
const NO_GAPS = { purge: 0, embargo: 0 };

describe('a split by shares', () => {
  test('is training, validation and test in time order, and every bar is in one of them', () => {
    const bars = part(10, 110);
    expect(splitBars(bars, cutsByShare(bars, { validation: 0.2, test: 0.1 }), NO_GAPS)).toEqual({
      train: part(10, 80),
      validation: part(80, 100),
      test: part(100, 110),
    });
  });

  test('leaves out the purge at the end of each part but the last, the embargo at the beginning of each but the first', () => {
    expect(splitBars(part(0, 100), { validationFrom: 60, testFrom: 80 }, { purge: 3, embargo: 5 })).toEqual({
      train: part(0, 57),
      validation: part(65, 77),
      test: part(85, 100),
    });
  });

  test('may do without validation, or without a test', () => {
    const gaps = { purge: 3, embargo: 5 };
    expect(splitBars(part(0, 100), { validationFrom: 80, testFrom: 80 }, gaps)).toEqual({
      train: part(0, 77),
      validation: part(80, 80),
      test: part(85, 100),
    });
    expect(splitBars(part(0, 100), { validationFrom: 100, testFrom: 100 }, gaps).train).toEqual(part(0, 100));
    expect(splitBars(part(0, 100), { validationFrom: 80, testFrom: 100 }, gaps)).toMatchObject({
      train: part(0, 77),
      validation: part(85, 100),
    });
  });

  test('says which part is too short', () => {
    const split = (validationFrom: number, testFrom: number) => () =>
      splitBars(part(0, 100), { validationFrom, testFrom }, { purge: 10, embargo: 10 });
    expect(split(11, 60)).toThrow('training has 1 bars left');
    expect(split(40, 60)).toThrow('validation has 0 bars left');
    expect(split(40, 90)).toThrow('the test has 0 bars left');
  });
});

describe('a walk-forward', () => {
  test('rolls: as much training for every fold, the last test ends with the data', () => {
    const lengths = { folds: 2, train: 40, validation: 10, test: 20, purge: 2, embargo: 3 };
    expect(walkForward(part(0, 100), lengths)).toEqual([
      { train: part(8, 48), validation: part(53, 58), test: part(63, 80) },
      { train: part(28, 68), validation: part(73, 78), test: part(83, 100) },
    ]);
  });

  test('grows: training from the first bar on', () => {
    const folds = walkForward(part(5, 100), { folds: 3, train: null, validation: 10, test: 20, ...NO_GAPS });
    expect(folds.map(({ train }) => train)).toEqual([part(5, 30), part(5, 50), part(5, 70)]);
  });

  test('never learns from what comes after: parts are apart by purge and embargo, tests do not overlap', () => {
    const lengths = fc.record({
      folds: fc.integer({ min: 1, max: 6 }),
      train: fc.option(fc.integer({ min: 2, max: 300 })),
      validation: fc.integer({ min: 0, max: 60 }),
      test: fc.integer({ min: 0, max: 60 }),
      purge: fc.integer({ min: 0, max: 10 }),
      embargo: fc.integer({ min: 0, max: 10 }),
    });
    let made = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 10, max: 1_000 }),
        lengths,
        (from, bars, wanted) => {
          const folds = foldsOrNone(part(from, from + bars), wanted);
          made += folds.length;
          const { purge, embargo } = wanted;
          folds.forEach((fold, i) => {
            const parts = [fold.train, fold.validation, fold.test].filter((one) => one.to > one.from);
            parts.forEach((one, at) => {
              const before = parts[at - 1];
              expect(one.from).toBeGreaterThanOrEqual(before === undefined ? from : before.to + purge + embargo);
              expect(one.to).toBeLessThanOrEqual(from + bars);
            });
            expect(fold.test.from).toBeGreaterThanOrEqual(folds[i - 1]?.test.to ?? from);
            if (wanted.train !== null)
              expect(fold.train.to - fold.train.from).toBeLessThanOrEqual(wanted.train + purge);
          });
        },
      ),
    );
    expect(made).toBeGreaterThan(50);
  });

  test('says that the bars are too few', () => {
    expect(() => walkForward(part(0, 100), { folds: 3, train: 60, validation: 0, test: 20, ...NO_GAPS })).toThrow(
      'split: 3 folds of 60 + 0 + 20 bars need more than 100 bars',
    );
  });
});

function foldsOrNone(bars: BarRange, lengths: Parameters<typeof walkForward>[1]): DataSplit[] {
  try {
    return walkForward(bars, lengths);
  } catch {
    return [];
  }
}
