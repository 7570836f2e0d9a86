// Any curve and any trades against slow and obvious reckoning; and nothing is ever NaN or infinite.

import { describe, expect, test } from '@jest/globals';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@tradingbot/domain';
import fc from 'fast-check';
import { createDailyEquity, faultOfDays } from './daily-equity.ts';
import { createDrawdownMeter, type Drawdown } from './drawdown.ts';
import { documentOf } from './document.ts';
import { legacyEquity, legacyTrades } from './legacy.ts';
import { isDefined, noMetric, type Metric } from './metric.ts';
import { momentsOf } from './moments.ts';
import { dailyReturns, extremesOf, monthlyReturns, yearlyReturns } from './period-returns.ts';
import { quantileOf, sortedCopy } from './quantile.ts';
import { returnMetricsOf } from './return-metrics.ts';
import { createTradeTally } from './trade-tally.ts';

const near = (actual: number, expected: number): boolean =>
  Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));

/** Equity by the hour, at any hours. */
const samples = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2_000 })), { minLength: 1, maxLength: 60 })
  .map((steps) => {
    let hour = 0;
    return steps.map(([hours, equity]) => ({ time: (hour += hours) * MICROS_PER_HOUR, equity }));
  });

/** Often the same value twice, and often nothing but zeros. */
const pnls = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 40 });

describe('any equity curve', () => {
  test('has of each day the last sample, midnight belonging to the day that ends', () => {
    fc.assert(
      fc.property(samples, (curve) => {
        const meter = createDailyEquity(365);
        meter.start(1_000);
        for (const { time, equity } of curve) meter.sample(time, equity);
        const byDay = new Map<number, number>();
        for (const { time, equity } of curve) byDay.set(Math.ceil(time / MICROS_PER_DAY) - 1, equity);
        const { days, equity, returns } = meter.result();
        expect([...days]).toEqual([...byDay.keys()]);
        expect([...equity]).toEqual([...byDay.values()]);
        const before = [1_000, ...byDay.values()];
        returns.forEach((value, i) =>
          expect(near(value, (before[i + 1] as number) / (before[i] as number) - 1)).toBe(true),
        );
      }),
    );
  });

  test('in New York a sample after midnight UTC is still of the day before', () => {
    const meter = createDailyEquity(252);
    meter.start(100);
    // Friday's after-hours trading ends at 01:00 UTC on Saturday in winter.
    meter.sample(MICROS_PER_DAY + 21 * MICROS_PER_HOUR, 101);
    meter.sample(2 * MICROS_PER_DAY + MICROS_PER_HOUR, 102);
    meter.sample(4 * MICROS_PER_DAY + 21 * MICROS_PER_HOUR, 103);
    const { days, equity } = meter.result();
    expect([[...days], [...equity]]).toEqual([
      [1, 4],
      [102, 103],
    ]);
  });

  test('falls as deep and as long as a look back from each sample says', () => {
    fc.assert(
      fc.property(samples, (curve) => {
        const meter = createDrawdownMeter();
        const all = [{ time: 0, equity: 1_000 }, ...curve];
        meter.start(0, 1_000);
        const drawdowns = curve.map(({ time, equity }) => meter.sample(time, equity));
        drawdowns.forEach((drawdown, i) => {
          const peak = Math.max(...all.slice(0, i + 2).map(({ equity }) => equity));
          expect(near(drawdown, (all[i + 1]?.equity ?? NaN) / peak - 1)).toBe(true);
        });
        const { deepest, longest } = meter.result();
        const depth = Math.min(0, ...drawdowns);
        expect(near(deepest?.depth ?? 0, depth)).toBe(true);
        if (deepest === undefined || longest === undefined) return;
        expect(longest.length).toBe(longestOf(all));
        const at = (time: number): number => all.find((sample) => sample.time === time)?.equity ?? NaN;
        expect(near(at(deepest.trough) / at(deepest.start) - 1, depth)).toBe(true);
        if (deepest.recovered !== undefined) expect(at(deepest.recovered)).toBeGreaterThanOrEqual(at(deepest.start));
      }),
    );
  });

  test('gives every figure as a number or a reason, and months that multiply to the whole', () => {
    fc.assert(
      fc.property(samples, fc.constantFrom(252, 365), (curve, perYear) => {
        const meter = createDailyEquity(perYear);
        meter.start(1_000);
        for (const { time, equity } of curve) meter.sample(time, equity);
        const daily = meter.result();
        const { days: _, moments: __, ...metrics } = returnMetricsOf(daily, perYear, -0.1);
        for (const metric of Object.values<Metric>(metrics)) {
          if (isDefined(metric)) expect(Number.isFinite(metric)).toBe(true);
          else expect(metric.missing).not.toBe('');
        }
        const last = (curve.at(-1)?.equity ?? NaN) / 1_000;
        for (const periods of [dailyReturns(daily), monthlyReturns(daily), yearlyReturns(daily)]) {
          expect(
            near(
              periods.reduce((growth, { value }) => growth * (1 + value), 1),
              last,
            ),
          ).toBe(true);
          const { best, worst } = extremesOf(periods);
          expect(best?.value).toBe(Math.max(...periods.map(({ value }) => value)));
          expect(worst?.value).toBe(Math.min(...periods.map(({ value }) => value)));
        }
      }),
    );
  });

  test('that ends at nothing has lost all, and has no return from there', () => {
    const meter = createDailyEquity(365);
    meter.start(100);
    [100, 50, 0].forEach((equity, day) => meter.sample((day + 1) * MICROS_PER_DAY, equity));
    expect(returnMetricsOf(meter.result(), 365, -1).cagr).toBe(-1);
    meter.sample(4 * MICROS_PER_DAY, 10);
    expect(faultOfDays(meter.result(), 365)).toBe('equity was not above zero, and there is no return on nothing');
  });
});

function longestOf(all: readonly { time: number; equity: number }[]): number {
  let longest = 0;
  all.forEach((sample, i) => {
    const isPeak = all.slice(0, i).every(({ equity }) => equity <= sample.equity);
    const next = all[i + 1];
    if (!isPeak || next === undefined || next.equity >= sample.equity) return;
    const back = all.slice(i + 1).find(({ equity }) => equity >= sample.equity) ?? all.at(-1);
    longest = Math.max(longest, (back?.time ?? 0) - sample.time);
  });
  return longest;
}

describe('any round trips', () => {
  test('have the statistics that a plain count gives', () => {
    fc.assert(
      fc.property(pnls, (pnl) => {
        const tally = createTradeTally();
        pnl.forEach((value, i) => tally.add({ pnl: value, holding: i, mae: -i, mfe: 2 * i }));
        const found = tally.result();
        const won = pnl.filter((value) => value > 0);
        const lost = pnl.filter((value) => value < 0);
        const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
        const expected: [Metric, number | undefined][] = [
          [found.winRate, pnl.length === 0 ? undefined : won.length / pnl.length],
          [found.profitFactor, lost.length === 0 ? undefined : sum(won) / -sum(lost)],
          [found.expectancy, pnl.length === 0 ? undefined : sum(pnl) / pnl.length],
          [found.averageWin, won.length === 0 ? undefined : sum(won) / won.length],
          [found.averageLoss, lost.length === 0 ? undefined : sum(lost) / lost.length],
          [found.best, pnl.length === 0 ? undefined : Math.max(...pnl)],
          [found.worst, pnl.length === 0 ? undefined : Math.min(...pnl)],
          [found.longestHolding, pnl.length === 0 ? undefined : pnl.length - 1],
          [found.averageMae, pnl.length === 0 ? undefined : -(pnl.length - 1) / 2],
        ];
        for (const [metric, value] of expected) {
          if (value === undefined) expect(isDefined(metric)).toBe(false);
          else expect(isDefined(metric) && near(metric, value)).toBe(true);
        }
        const legacy = legacyTrades({ pnl, buys: 1, sells: 1, traded: 0, slippage: 0, spread: 0, quantity: 0 });
        expect(Object.values(legacy).every((metric) => !isDefined(metric) || Number.isFinite(metric))).toBe(true);
      }),
    );
  });
});

test('on a fixed base nothing is NaN, however few the points', () => {
  for (let points = 0; points < 4; points++) {
    const times = Array.from({ length: points }, (_, i) => i * MICROS_PER_DAY);
    const figures = legacyEquity({ times, equity: times.map(() => 10_000) }, { traded: 0, fees: 0 });
    expect(Object.values(figures).every((metric) => !isDefined(metric) || Number.isFinite(metric))).toBe(true);
    expect(figures['sharpe']).toMatchObject({ missing: expect.any(String) });
  }
});

test('a document has null where a figure is missing, and says why by its path', () => {
  const figures = { a: 1, b: noMetric('no bar'), c: { d: noMetric('no day'), e: [noMetric('none'), 'x'] } };
  expect(documentOf(figures)).toEqual({
    document: { a: 1, b: null, c: { d: null, e: [null, 'x'] } },
    missing: { b: 'no bar', 'c.d': 'no day', 'c.e.0': 'none' },
  });
});

test('values that do not vary have no deviation, whatever rounding leaves', () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 2, max: 50 }), (value, count) => {
      expect(momentsOf(Array.from({ length: count }, () => value)).deviation).toBe(0);
    }),
  );
});

test('a quantile is an order statistic at its own place', () => {
  const sorted = sortedCopy([5, 1, 4, 2, 3]);
  expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantileOf(sorted, share))).toEqual([1, 2, 3, 4, 5]);
  expect(quantileOf(Float64Array.of(7), 0.05)).toBe(7);
});

test('the fall in hand counts before it has ended, and is not counted twice', () => {
  const meter = createDrawdownMeter();
  meter.start(0, 100);
  meter.sample(1, 90);
  const first: Drawdown = { depth: 90 / 100 - 1, start: 0, trough: 1, recovered: undefined, length: 1 };
  expect(meter.result()).toEqual({ deepest: first, longest: first });
  meter.sample(5, 100);
  expect(meter.result().deepest).toEqual({ ...first, recovered: 5, length: 5 });
});
