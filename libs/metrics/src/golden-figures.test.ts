// Every figure against the same one of numpy, scipy, pandas and empyrical, to 1e-9 (testing/reference.py).

import { describe, expect, test } from '@jest/globals';
import { MICROS_PER_DAY } from '@tradingbot/domain';
import { GOLDEN, type GoldenCurve } from '../testing/golden.ts';
import { bootstrapIntervals } from './bootstrap.ts';
import { createDailyEquity, dayEndsAt, type DailyEquity } from './daily-equity.ts';
import { createDrawdownMeter, type Drawdown } from './drawdown.ts';
import { legacyEquity, legacyTrades } from './legacy.ts';
import { isDefined, type Metric } from './metric.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { monthlyReturns, yearlyReturns } from './period-returns.ts';
import { returnMetricsOf } from './return-metrics.ts';
import { deflatedSharpe, expectedMaximumSharpe } from './sharpe.ts';
import { createTradeTally } from './trade-tally.ts';

/** Relative where numbers are large, absolute where they are small. */
function expectNear(actual: Metric | undefined, expected: number | null, what: string): void {
  if (expected === null) {
    expect([what, typeof actual]).toEqual([what, 'object']);
    return;
  }
  if (typeof actual !== 'number') throw new Error(`${what} is ${JSON.stringify(actual)}, expected ${expected}`);
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  if (!(error <= 1e-9)) throw new Error(`${what} is ${actual}, expected ${expected}`);
}

function dailyOf({ initial, days, equity, days_per_year: perYear }: GoldenCurve): DailyEquity {
  const meter = createDailyEquity(perYear);
  meter.start(initial);
  days.forEach((day, i) => {
    const end = (day + 1) * MICROS_PER_DAY + dayEndsAt(perYear);
    meter.sample(end - MICROS_PER_DAY / 2, 1); // what a day was worth before its end is of no account
    meter.sample(end, equity[i] as number);
  });
  return meter.result();
}

function drawdownsOf({ initial, days, equity }: GoldenCurve) {
  const meter = createDrawdownMeter();
  meter.start((days[0] as number) - 1, initial);
  days.forEach((day, i) => meter.sample(day, equity[i] as number));
  return meter.result();
}

describe.each(GOLDEN.curves.map((curve) => [curve.name, curve] as const))('the curve "%s"', (_, curve) => {
  const daily = dailyOf(curve);
  const { expected } = curve;
  const metrics = returnMetricsOf(daily, curve.days_per_year, drawdownsOf(curve).deepest?.depth ?? 0);

  test('has the same days, returns and ratios', () => {
    expect([...daily.days]).toEqual(curve.days);
    const ours: Record<string, Metric> = {
      cagr: metrics.cagr,
      annual_volatility: metrics.annualVolatility,
      sharpe: metrics.sharpe,
      sortino: metrics.sortino,
      calmar: metrics.calmar,
      max_drawdown: drawdownsOf(curve).deepest?.depth ?? 0,
      var_5: metrics.valueAtRisk,
      cvar_5: metrics.conditionalValueAtRisk,
      tail_ratio: metrics.tailRatio,
      skew: metrics.skew,
      kurtosis: metrics.kurtosis,
      probabilistic_sharpe: metrics.probabilisticSharpe,
      min_track_record_days: metrics.minTrackRecord,
      deflated_sharpe_25_trials: deflatedSharpe(metrics.moments, 25, 0.003),
    };
    expect(Object.keys(ours)).toEqual(Object.keys(expected));
    for (const [key, value] of Object.entries(expected)) expectNear(ours[key], value, key);
  });

  test('has the same deepest and longest drawdown', () => {
    for (const which of ['deepest', 'longest'] as const) {
      const fall = drawdownsOf(curve)[which] as Drawdown;
      const { depth, ...times } = curve.drawdowns[which];
      expectNear(fall.depth, depth, which);
      const recovered = times.recovered ?? undefined;
      expect(fall).toMatchObject({ ...times, recovered });
    }
  });

  test('has the same months and years', () => {
    for (const [ours, theirs] of [
      [monthlyReturns(daily), curve.months],
      [yearlyReturns(daily), curve.years],
    ] as const) {
      expect(ours.map(({ period }) => period)).toEqual(theirs.map(({ period }) => period));
      theirs.forEach(({ period, value }, i) => expectNear(ours[i]?.value, value, period));
    }
  });

  test('has the same bootstrap intervals, draw for draw', () => {
    const { seed, resamples, mean_block: block, ...intervals } = curve.bootstrap;
    const settings = { seed, resamples, level: 0.95, daysPerYear: curve.days_per_year };
    const { meanBlock, sharpe, cagr, maxDrawdown } = bootstrapIntervals(daily.returns, settings);
    expect(meanBlock).toBe(block);
    const ours = { sharpe: sharpe as readonly number[], cagr, max_drawdown: maxDrawdown };
    for (const key of ['sharpe', 'cagr', 'max_drawdown'] as const) {
      intervals[key].forEach((bound, i) => expectNear(ours[key][i], bound, `${key} ${i}`));
    }
  });

  test('has the same figures on a fixed base (SYSTEM §6.1)', () => {
    const ends = curve.days.map((day) => (day + 1) * MICROS_PER_DAY);
    const times = [(curve.days[0] as number) * MICROS_PER_DAY, ...ends];
    const equity = [curve.initial, ...curve.equity];
    const ours = legacyEquity({ times, equity }, { traded: 25_000, fees: 3 });
    for (const [key, value] of Object.entries(curve.legacy)) expectNear(ours[key], value, key);
    expect(ours).toMatchObject({ turnover: 2.5, fees_sum: 3, start_ts: (times[0] as number) / 1_000 });
  });
});

test('round trips have the same statistics', () => {
  const { pnl, holding, mae, mfe, expected, median } = GOLDEN.trades;
  const tally = createTradeTally();
  pnl.forEach((value, i) =>
    tally.add({
      pnl: value,
      holding: holding[i] as number,
      mae: mae[i] as number,
      mfe: mfe[i] as number,
    }),
  );
  const ours = tally.result() as unknown as Record<string, Metric>;
  for (const [key, value] of Object.entries(expected)) expectNear(ours[key], value, key);
  const totals = { buys: 1, sells: 2, traded: 4_000, slippage: 1, spread: 2, quantity: 8 };
  const legacy = legacyTrades({ pnl, ...totals });
  expectNear(legacy['median_pnl'], median, 'median');
  expectNear(legacy['std_pnl'], expected['deviation'] as number, 'std_pnl');
  expect(legacy).toMatchObject({ avg_slippage_bps: 2.5, avg_spread_bps: 5, vwap_price: 500, n_trades: 60 });
});

describe('the normal distribution', () => {
  test.each(GOLDEN.normal.cdf)('at %d', (x, share) => {
    expect(Math.abs(normalCdf(x) / share - 1)).toBeLessThan(1e-12);
  });

  test.each(GOLDEN.normal.ppf)('its quantile of %d', (share, x) => {
    expectNear(normalQuantile(share), x, 'quantile');
  });

  test.each(GOLDEN.normal.expected_maximum)('the best of %d trials by luck', (trials, variance, ratio) => {
    expectNear(expectedMaximumSharpe(trials, variance), ratio, 'expected maximum');
  });

  test('ends at the ends', () => {
    expect([normalQuantile(0), normalQuantile(1)].map(isDefined)).toEqual([true, true]);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });
});
