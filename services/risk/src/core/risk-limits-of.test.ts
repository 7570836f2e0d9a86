import { expect, test } from '@jest/globals';
import { RunConfigSchema } from '@tradingbot/config';
import { amount } from '@tradingbot/domain';
import { CATALOG, usdt } from '@tradingbot/testing';
import { riskLimitsOf } from './risk-limits-of.ts';

const limitsOf = (risk: object) =>
  riskLimitsOf(
    RunConfigSchema.parse({
      data: { paths: ['bars.csv'] },
      portfolio: { cash: 1000 },
      fees: { maker_bps: 2, taker_bps: 10 },
      execution_params: { slippage_bps: 5 },
      strategy: { name: 'momentum' },
      risk,
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
  });
});

test('without limits what trading costs is kept in reserve all the same', () => {
  expect(limitsOf({ enabled: false, max_order_notional: 5, max_orders_per_min: 3 })).toMatchObject({
    maxOrderNotional: amount(0),
    maxOrdersPerWindow: 0,
    costReservePpb: 1_500_000,
  });
});
