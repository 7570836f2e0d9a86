// A model is judged behind its training, in ranges of equal length.

import { describe, expect, test } from '@jest/globals';
import { testRanges } from '@tradingbot/backtester/research';
import type { HeldSeries } from '@tradingbot/bars/files';
import type { RunConfig } from '@tradingbot/config';
import { micros, MICROS_PER_DAY, MICROS_PER_HOUR, parseMicros } from '@tradingbot/domain';
import { randomModel } from '@tradingbot/testing';
import { judgedRange } from './judged-range.ts';

const START = parseMicros('2024-01-01') ?? micros(0);
const length = 240;
const openTime = Float64Array.from({ length }, (_, at) => START + at * MICROS_PER_HOUR);
const HELD = { series: [{ openTime, length, timeframe: MICROS_PER_HOUR }] } as unknown as HeldSeries;
const configOf = (over: object): RunConfig => ({ eval: { metric: 'sortino', folds: 2, seeds: 1, ...over } }) as never;
const modelUntil = (until?: string) =>
  randomModel({ data: { hyperparameters: until === undefined ? {} : { trained_until: until } } }).data;
const days = (time: number): number => (time - START) / MICROS_PER_DAY;

describe('the judged range', () => {
  test('begins where training ended, and is cut into equal ranges up to the last close', () => {
    const { ranges, sample, warning } = judgedRange(HELD, modelUntil('2024-01-05'), 20, configOf({}));
    expect([sample, warning]).toEqual(['out', undefined]);
    expect(ranges.map(({ from, to }) => [days(from), days(to)])).toEqual([
      [4, 7],
      [7, 10],
    ]);
  });

  test('leaves the embargo out between two ranges', () => {
    const { ranges } = judgedRange(HELD, modelUntil('2024-01-05'), 20, configOf({ embargo: '12h' }));
    const [first, second] = ranges;
    expect((second?.from ?? 0) - (first?.to ?? 0)).toBe(12 * MICROS_PER_HOUR);
    expect(days(second?.to ?? 0)).toBeLessThanOrEqual(10);
  });

  test('leaves room to warm up, and warns where it cannot tell what was learnt from', () => {
    const { ranges, sample, warning } = judgedRange(HELD, modelUntil(), 24, configOf({ folds: 1 }));
    expect([sample, days(ranges[0]?.from ?? 0)]).toEqual(['unknown', 1]);
    expect(warning).toContain('does not say until when it was trained');
  });

  test('warns where there is nothing behind training', () => {
    const { sample, warning } = judgedRange(HELD, modelUntil('2024-02-01'), 24, configOf({}));
    expect(sample).toBe('in');
    expect(warning).toContain('was trained until 2024-02-01, on all of these bars');
  });

  test('is refused where the ranges would hold next to nothing', () => {
    expect(() => judgedRange(HELD, modelUntil('2024-01-10T21:00:00Z'), 24, configOf({}))).toThrow(
      'eval.folds: 2 ranges leave less than two bars for each (ask for fewer)',
    );
    expect(testRanges({ from: 0, to: 4 }, 2, { embargo: 0, bar: 1 })).toHaveLength(2);
  });
});
