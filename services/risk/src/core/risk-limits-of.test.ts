import { expect, test } from '@jest/globals';
import { RunConfigSchema } from '@tradingbot/config';
import { amount } from '@tradingbot/domain';
import { CATALOG, usdt } from '@tradingbot/testing';
import { ALWAYS_TRADE } from './no-trade.ts';
import { riskLimitsOf } from './risk-limits-of.ts';

const limitsOf = (risk: object, keys: object = {}) =>
  riskLimitsOf(
    RunConfigSchema.parse({
      data: { paths: ['bars.csv'] },
      portfolio: { cash: 1000 },
      fees: { maker_bps: 2, taker_bps: 10 },
      execution_params: { slippage_bps: 5 },
      strategy: { name: 'momentum' },
      risk,
      ...keys,
    }),
    CATALOG,
  );

test('limits are exact, in the money of the account; fees and slippage are kept in reserve', () => {
  const risk = { max_order_notional: '12.34567891', max_abs_position_notional: 500, daily_loss_limit: 7 };
  expect(limitsOf({ ...risk, max_orders_per_min: 3, max_orders_window_s: 30, daily_reset_utc_hour: 5 })).toEqual({
    maxOrderNotional: usdt('12.34567891'),
    maxPositionNotional: usdt('500'),
    dailyLossLimit: usdt('7'),
    dailyResetHour: 5,
    maxOrdersPerWindow: 3,
    windowSeconds: 30,
    costReservePpb: 1_500_000,
    noTrade: ALWAYS_TRADE,
  });
});

test('without limits what trading costs is kept in reserve all the same', () => {
  expect(limitsOf({ enabled: false, max_order_notional: 5, max_orders_per_min: 3 })).toMatchObject({
    maxOrderNotional: amount(0),
    maxOrdersPerWindow: 0,
    costReservePpb: 1_500_000,
  });
});

test.each([
  [{ slippage: {} }, 10 + 1 + 500],
  [{ slippage: { k: 0 } }, 10 + 1 + 5],
  [{ slippage: { max_bps: 30, default_spread_bps: 8 } }, 10 + 4 + 30],
  [{ slippage: { max_bps: 30, min_half_spread_bps: 6 } }, 10 + 6 + 30],
  [{ slippage: { k: 0, dynamic: { enabled: true, alpha_bps: 1, beta_coef: 1 } } }, 10 + 10 + 5],
  [{ costs: {} }, 10 + 500],
  [{ fees: { maker_bps: 1, taker_bps: 2, symbol_fee_table: { ETHUSDT: { maker_bps: 40 } } } }, 40 + 5],
])('the dearest fee, half the widest spread and all the slippage allowed are kept in reserve: %j', (keys, bps) => {
  expect(limitsOf({}, keys).costReservePpb).toBe(bps * 100_000);
});

test('windows in which nothing is entered, by instrument', () => {
  const maintenance = {
    daily_utc: ['23:50-00:10'],
    custom_ms: [
      { start_ts_ms: 1, end_ts_ms: 2 },
      { start_ts_ms: 3, end_ts_ms: 4, symbol: 'ETHUSDT' },
      { start_ts_ms: 5, end_ts_ms: 6, symbol: 'SOLUSDT' },
    ],
  };
  expect(limitsOf({}, { no_trade: { maintenance, regular_session_only: true } }).noTrade).toEqual({
    dailyUtc: [{ startMinute: 1_430, endMinute: 10 }],
    fundingBufferMinutes: 5,
    custom: [
      { start: 1_000, end: 2_000, instrument: -1 },
      { start: 3_000, end: 4_000, instrument: 1 },
    ],
    regularSessionOnly: true,
  });
  expect(limitsOf({}, { no_trade: { enabled: false, maintenance } }).noTrade).toEqual(ALWAYS_TRADE);
});
