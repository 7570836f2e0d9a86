// The limits that a configuration states, exact. All that the core is built from stands in the configuration.

import { feeRatesOf, MOST_SLIPPAGE_BPS, windowOf, type RunConfig } from '@tradingbot/config';
import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import {
  amount,
  instrumentIndex,
  invariant,
  MICROS_PER_MS,
  micros,
  parseDecimal,
  type Amount,
} from '@tradingbot/domain';
import { ppbFromBps } from '@tradingbot/simulation';
import type { RiskLimits } from './limits.ts';
import { ALWAYS_TRADE, type NoTradeSettings } from './no-trade.ts';

export function riskLimitsOf(config: RunConfig, catalog: Catalog): RiskLimits {
  const { risk } = config;
  const limit = (text: string): Amount => amount(risk.enabled ? parseDecimal(text, moneyScaleOf(catalog)) : 0);
  return {
    maxOrderNotional: limit(risk.max_order_notional),
    maxPositionNotional: limit(risk.max_abs_position_notional),
    dailyLossLimit: limit(risk.daily_loss_limit),
    dailyResetHour: risk.daily_reset_utc_hour,
    maxOrdersPerWindow: risk.enabled ? risk.max_orders_per_min : 0,
    windowSeconds: risk.max_orders_window_s,
    costReservePpb: costReserveOf(config, catalog),
    noTrade: noTradeOf(config, catalog),
  };
}

/** The most that trading may cost: the dearest fee, half the widest spread, and all the slippage that is allowed. */
function costReserveOf(config: RunConfig, { instruments }: Catalog): number {
  const { slippage, costs, execution_params } = config;
  const fees = instruments.map(({ symbol }) => feeRatesOf(config, symbol));
  const fee = Math.max(0, ...fees.map(({ maker, taker }) => Math.max(maker, taker)));
  const grows = (slippage !== undefined && slippage.k > 0) || costs !== undefined;
  const cap = slippage?.max_bps ?? MOST_SLIPPAGE_BPS;
  return ppbFromBps(fee) + ppbFromBps(widestHalfSpread(config) + (grows ? cap : execution_params.slippage_bps));
}

function widestHalfSpread({ slippage, tables }: RunConfig): number {
  if (slippage === undefined) return 0;
  const { dynamic, default_spread_bps, min_half_spread_bps } = slippage;
  const multiplier = Math.max(1, ...(tables?.seasonality?.spread ?? []));
  const widest = dynamic.enabled ? dynamic.max_spread_bps : default_spread_bps * multiplier;
  return Math.max(widest / 2, min_half_spread_bps);
}

function noTradeOf({ no_trade }: RunConfig, { instruments }: Catalog): NoTradeSettings {
  if (no_trade?.enabled !== true) return ALWAYS_TRADE;
  const { daily_utc, funding_buffer_min, custom_ms } = no_trade.maintenance;
  return {
    dailyUtc: daily_utc.map((text) => {
      const window = windowOf(text);
      invariant(window !== undefined, 'a checked configuration names its windows');
      return window;
    }),
    fundingBufferMinutes: funding_buffer_min,
    custom: custom_ms.flatMap(({ start_ts_ms, end_ts_ms, symbol }) => {
      const instrument = symbol === undefined ? -1 : instruments.findIndex((one) => one.symbol === symbol);
      // A span of a symbol that is not traded in this run.
      if (symbol !== undefined && instrument < 0) return [];
      const start = micros(start_ts_ms * MICROS_PER_MS);
      const end = micros(end_ts_ms * MICROS_PER_MS);
      return [{ start, end, instrument: instrument < 0 ? (-1 as const) : instrumentIndex(instrument) }];
    }),
    regularSessionOnly: no_trade.regular_session_only,
  };
}
