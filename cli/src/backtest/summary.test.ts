// The summary of a backtest, as a reader sees it.

import { expect, test } from '@jest/globals';
import type { BacktestResult } from '@tradingbot/backtester/run';
import pico from 'picocolors';
import { summaryOf } from './summary.ts';

const PLAIN = pico.createColors(false);

const PART = {
  pnl: '1000',
  trades: 60,
  win_rate: 0.4,
  profit_factor: 1.3,
  expectancy: '16.6',
  average_holding_hours: 30,
  fills: 120,
  bought: '1000',
  sold: '1100',
  fees: '500',
  slippage: '100',
  spread: '0',
  delay: '0',
  denials: 0,
};

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
  initial_equity: '10000',
  final_equity: '11406.08633374',
  total_return: 0.140608633374,
  buy_and_hold_return: 0.31,
  max_drawdown: -0.1782,
  drawdown: {
    start: '2024-03-01T00:00:00Z',
    trough: '2024-04-01T00:00:00Z',
    recovered: '2024-05-04T00:00:00Z',
    days: 64,
    longest_start: '2024-03-01T00:00:00Z',
    longest_recovered: '2024-05-04T00:00:00Z',
    longest_days: 64,
  },
  days: 366,
  days_per_year: 365,
  cagr: 0.1402,
  annual_volatility: 0.254,
  sharpe: 0.5958,
  sortino: 0.91,
  calmar: 0.787,
  var_5: -0.02,
  cvar_5: -0.031,
  tail_ratio: 1.02,
  skew: 0.1,
  kurtosis: 4.2,
  probabilistic_sharpe: 0.726,
  min_track_record_days: 2_790.4,
  confidence: {
    level: 0.95,
    resamples: 1_000,
    mean_block_days: 7,
    sharpe: [-1.31, 2.5],
    cagr: [-0.3, 0.9],
    max_drawdown: [-0.4, -0.1],
  },
  best_day: { period: '2024-02-02', return: 0.05 },
  worst_day: { period: '2024-03-02', return: -0.06 },
  best_month: { period: '2024-02', return: 0.1 },
  worst_month: { period: '2024-03', return: -0.1 },
  exposure: 0.4,
  turnover: 112.3,
  turnover_per_year: 112,
  buys: 128,
  sells: 127,
  bought: '600000',
  sold: '590000',
  dividends: '0',
  fees: '1190.24100246',
  slippage: '238.05',
  spread: '0',
  delay: '12.5',
  costs: { fees_maker: '0', fees_taker: '1190.24100246', total: '1440.79' },
  fills_by_liquidity: { maker: 0, taker: 255 },
  win_rate: 0.3,
  gross_profit: '5000',
  gross_loss: '3600',
  profit_factor: 1.388,
  expectancy: '11.02',
  average_win: '131',
  average_loss: '-40',
  payoff_ratio: 3.2,
  sqn: 1.1,
  best_trade: '400',
  worst_trade: '-150',
  average_holding_hours: 27.3,
  longest_holding_hours: 90,
  average_mae: '-30',
  average_mfe: '70',
  open_positions: [],
  denials: 4,
  denials_by_code: { DAILY_LOSS_LIMIT_REACHED: 4 },
  rejections_by_code: { NOT_ON_LOT: 2 },
  cancels_by_code: { EXPIRED: 3, REQUESTED: 9 },
  abandoned_by_code: {},
  by_symbol: { BTCUSDT: { ...PART, pnl: '-94.4' }, ETHUSDT: { ...PART, pnl: '1500.49' } },
  by_strategy: { momentum: PART },
  by_month: [],
  by_year: [],
  legacy: { equity: {}, trades: {} },
  undefined_metrics: {},
  warnings: ['the data is synthetic: made by a generator, not recorded from a market'],
  decision_digest: '00',
  trials: { count: 12, deflated_sharpe: 0.402, reason: '' },
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
  return        +14.06 %, buy and hold +31.00 %
  a year        CAGR +14.02 %, volatility 25.40 %
  max drawdown  -17.82 %, made good after 64 days
  Sharpe        0.60, 95 % between -1.31 and 2.50
  ratios        Sortino 0.91, Calmar 0.79, CVaR 5 % of days -3.10 %
  luck          above zero 73 % likely, above the luckiest of 12 trials 40 %, 95 % would take 2,791 days
  trades        127 round trips, 255 fills, 30.00 % won
  a trade       11.02 USDT on average, profit factor 1.39, SQN 1.10, held 27.3 h
  exposure      40.00 %, turned over 112.0 times a year
  costs         1,190.24 USDT fees, 238.05 USDT slippage, 12.50 USDT delay
  denied        4: DAILY_LOSS_LIMIT_REACHED 4
  not filled    5: NOT_ON_LOT 2, EXPIRED 3

  symbol        P&L  trades      won   costs
  ETHUSDT  1,500.49      60  40.00 %  600.00
  BTCUSDT    -94.40      60  40.00 %  600.00

Results in artifacts/r1
Next:
  artifacts/r1/report.html   charts and figures, in a browser
  artifacts/r1/trades.csv, equity_curve.csv, metrics.json   every round trip, the curve, the figures
  npx tradingbot backtest --config configs/config_sim.yaml --strategy ema-cross --param fast=5 slow=40
  npx tradingbot backtest --config configs/config_sim.yaml --journal   keeps every event and what caused it
  npx tradingbot new strategy my-first   your own, with a test and a configuration

`);
});

test('the next steps are of the same market under the same costs', () => {
  const text = summaryOf(RESULT, { ...ASKED, symbols: 'BTCUSDT', param: ['lookback=5'], set: ['slippage.k=2'] }, PLAIN);
  expect(text).toContain(
    '  npx tradingbot backtest --config configs/config_sim.yaml --symbols BTCUSDT --strategy ema-cross --param fast=5 slow=40 --set slippage.k=2\n' +
      '  npx tradingbot backtest --config configs/config_sim.yaml --symbols BTCUSDT --param lookback=5 --set slippage.k=2 --journal   keeps',
  );
});

test('recorded data is not called synthetic, and every other warning is shown', () => {
  const text = summaryOf({ ...RESULT, synthetic: false, warnings: ['only 3 round trips'] }, ASKED, PLAIN);
  expect(text).not.toContain('SYNTHETIC');
  expect(text).toContain('\nwarning only 3 round trips\n');
});

test('what cannot be computed says why', () => {
  const undefinedMetrics = { sharpe: 'daily returns do not vary', win_rate: 'no round trip was completed' };
  const text = summaryOf(
    {
      ...RESULT,
      ...{ sharpe: null, win_rate: null, denials_by_code: {}, undefined_metrics: undefinedMetrics },
      ...{ sortino: null, calmar: null, cvar_5: null, buy_and_hold_return: null, cagr: null, annual_volatility: null },
      drawdown: { ...RESULT.drawdown, recovered: null },
    },
    ASKED,
    PLAIN,
  );
  expect(text).toContain('  Sharpe        undefined: daily returns do not vary\n');
  expect(text).toContain('  trades        127 round trips, 255 fills\n');
  expect(text).toContain('  denied        nothing\n');
  expect(text).toContain('  return        +14.06 %\n  max drawdown  -17.82 %, not made good after 64 days\n');
  expect(text).not.toContain('ratios');
});

test('one trial is no choice, and a short table is enough for one symbol', () => {
  const alone = { ...RESULT, by_symbol: { BTCUSDT: PART }, trials: { ...RESULT.trials, count: 1 } };
  const text = summaryOf(alone, ASKED, PLAIN);
  expect(text).toContain('  luck          above zero 73 % likely, 95 % would take 2,791 days\n');
  expect(text).not.toContain('P&L');
});

test('a bound that rounds to nothing has no sign', () => {
  const confidence = { ...RESULT.confidence, sharpe: [-0.001, 3.4] as const };
  const text = summaryOf({ ...RESULT, sharpe: -0.002, confidence }, ASKED, PLAIN);
  expect(text).toContain('  Sharpe        0.00, 95 % between 0.00 and 3.40\n');
});

test('of many symbols those are shown that made or lost most', () => {
  const parts = Array.from({ length: 9 }, (_, i) => [`S${i}`, { ...PART, pnl: String(i % 2 === 0 ? i : -i) }] as const);
  const text = summaryOf({ ...RESULT, by_symbol: Object.fromEntries(parts) }, ASKED, PLAIN);
  expect([...text.matchAll(/^ {2}(S\d) /gm)].map(([, name]) => name)).toEqual(['S8', 'S7', 'S6', 'S5', 'S4']);
  expect(text).toContain('\n  and 4 more\n');
  expect(text.split('\n').length).toBeLessThanOrEqual(40);
});
