// The limits that a configuration states, exact. All that the core is built from stands in the configuration.

import type { RunConfig } from '@tradingbot/config';
import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import { amount, parseDecimal, type Amount } from '@tradingbot/domain';
import { ppbFromBps } from '@tradingbot/simulation';
import type { RiskLimits } from './limits.ts';

export function riskLimitsOf({ risk, fees, execution_params }: RunConfig, catalog: Catalog): RiskLimits {
  const limit = (text: string): Amount => amount(risk.enabled ? parseDecimal(text, moneyScaleOf(catalog)) : 0);
  return {
    maxOrderNotional: limit(risk.max_order_notional),
    maxPositionNotional: limit(risk.max_abs_position_notional),
    dailyLossLimit: limit(risk.daily_loss_limit),
    dailyResetHour: risk.daily_reset_utc_hour,
    maxOrdersPerWindow: risk.enabled ? risk.max_orders_per_min : 0,
    windowSeconds: risk.max_orders_window_s,
    costReservePpb:
      Math.max(ppbFromBps(fees.taker_bps), ppbFromBps(fees.maker_bps)) + ppbFromBps(execution_params.slippage_bps),
  };
}
