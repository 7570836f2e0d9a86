// A test range is met with warm indicators and an account that has done nothing yet.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFoldTest, type FoldTester } from './fold-test.ts';
import { planSweep, type SweepPlan } from './sweep-plan.ts';

const HOUR = 3_600_000_000;
const START = Date.parse('2024-01-01T00:00:00Z') * 1_000;
const folder = mkdtempSync(join(tmpdir(), 'tradingbot-fold-'));
const config = join(folder, 'config.yaml');
let plan: SweepPlan;
let tester: FoldTester;

beforeAll(async () => {
  const generator = {
    symbols: ['BTCUSDT'],
    timeframe: '1h',
    from: '2024-01-01',
    bars: 900,
    seed: 5,
    start_prices: { BTCUSDT: 100 },
  };
  const configuration = {
    data: { generator },
    portfolio: { cash: 10_000 },
    strategy: { name: 'ema-cross', params: { weight: 0.5 } },
    fees: { maker_bps: 5, taker_bps: 10 },
  };
  writeFileSync(config, JSON.stringify(configuration));
  plan = await planSweep({ config, sweep: ['fast=3', 'slow=60'] });
  tester = createFoldTest(plan, new AbortController().signal);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const onHours = (from: number, to: number) =>
  tester({ train: { from: START, to: START }, test: { from: START + from * HOUR, to: START + to * HOUR } }, VALUES);
const VALUES = { fast: '3', slow: '60' };

/** The bar of the range in which the account first was not what it began with; −1 for never. */
const firstChange = (points: readonly { readonly equity: number }[]): number =>
  points.findIndex(({ equity }) => equity !== 10_000);

test('it acts within the range alone, and there before a cold start could', async () => {
  const firsts: number[] = [];
  for (let from = 300; from < 850; from += 50) {
    const { points, figures } = await onHours(from, from + 50);
    expect(points).toHaveLength(50);
    // What is decided at its first close fills at the open of that instant: nothing but the fee is gone by then.
    expect(points[0]?.time).toBe(START + (from + 1) * HOUR);
    expect([10_000, 9_995]).toContain(Math.round(points[0]?.equity ?? 0));
    firsts.push(firstChange(points));
    expect(figures?.total_return).toBeCloseTo((points.at(-1)?.equity ?? 0) / 10_000 - 1, 12);
  }
  // A cold start has to wait for sixty bars, and there are fifty.
  expect(firsts.filter((first) => first >= 0).length).toBeGreaterThan(5);
});

test('what is held at the end of the range is sold there', async () => {
  for (let from = 300; from < 850; from += 50) {
    const { figures } = await onHours(from, from + 50);
    // Every purchase has its sale.
    expect(Number(figures?.fills) % 2).toBe(0);
  }
});

test('without bars before it the range warms up first', async () => {
  const { points } = await onHours(0, 200);
  const first = firstChange(points);
  expect(first === -1 || first >= 60).toBe(true);
});
