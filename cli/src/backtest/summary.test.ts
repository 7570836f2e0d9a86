// The summary of a backtest, as a reader sees it.

import { expect, test } from '@jest/globals';
import type { BacktestResult } from '@tradingbot/backtester/run';
import pico from 'picocolors';
import { summaryOf } from './summary.ts';

const PLAIN = pico.createColors(false);

const RESULT: BacktestResult = {
  run_id: 'r1',
  synthetic: true,
  symbols: ['BTCUSDT', 'ETHUSDT'],
  strategies: ['momentum'],
  from: '2024-01-01T00:00:00Z',
  to: '2025-01-01T00:00:00Z',
  bars: 17_568,
  trades: 127,
  fills: 255,
  currency: 'USDT',
  initial_cash: '10000',
  final_equity: '11406.08633374',
  total_return: 0.140608633374,
  max_drawdown: -0.1782,
  sharpe: 0.5958,
  fees: '1190.24100246',
  slippage: '238.05',
  denials: 4,
  denials_by_code: { DAILY_LOSS_LIMIT_REACHED: 4 },
  exposure: 0.4,
  win_rate: 0.3,
  undefined_metrics: {},
  warnings: ['the data is synthetic: made by a generator, not recorded from a market'],
  decision_digest: '00',
  bars_per_second: 1_234_567,
  artifacts_dir: 'artifacts/r1',
};

const ASKED = { config: 'configs/config_sim.yaml', journal: false };

test('a table of what matters, where the results are, and what to do next', () => {
  expect(summaryOf(RESULT, ASKED, PLAIN)).toBe(`
momentum on BTCUSDT, ETHUSDT
SYNTHETIC DATA: made by a generator; says nothing about real markets
  period        2024-01-01 00:00 to 2025-01-01 00:00
  bars          17,568 at 1,234,567 bars/s
  equity        10,000.00 → 11,406.09 USDT
  return        +14.06 %
  max drawdown  -17.82 %
  Sharpe        0.60
  trades        127 round trips, 255 fills, 30.00 % won
  costs         1,190.24 USDT fees, 238.05 USDT slippage
  denied        4: DAILY_LOSS_LIMIT_REACHED 4

Results in artifacts/r1
Next:
  artifacts/r1/trades.csv, equity_curve.csv, metrics.json   every round trip, the curve, the figures
  npx tradingbot backtest --config configs/config_sim.yaml --strategy ema-cross --param fast=5 slow=40
  npx tradingbot backtest --config configs/config_sim.yaml --journal   keeps every event and what caused it
  npx tradingbot new strategy my-first   your own, with a test and a configuration

`);
});

test('recorded data is not called synthetic, and every other warning is shown', () => {
  const text = summaryOf({ ...RESULT, synthetic: false, warnings: ['only 3 round trips'] }, ASKED, PLAIN);
  expect(text).not.toContain('SYNTHETIC');
  expect(text).toContain('\nwarning only 3 round trips\n');
});

test('what cannot be computed says why', () => {
  const undefinedMetrics = { sharpe: 'daily returns do not vary', win_rate: 'no round trip was completed' };
  const text = summaryOf(
    { ...RESULT, sharpe: null, win_rate: null, denials_by_code: {}, undefined_metrics: undefinedMetrics },
    ASKED,
    PLAIN,
  );
  expect(text).toContain('  Sharpe        undefined: daily returns do not vary\n');
  expect(text).toContain('  trades        127 round trips, 255 fills\n');
  expect(text).toContain('  denied        nothing\n');
});
