// The part of `metrics.json` that keeps the figures of the platform before this one: SYSTEM §6.1, on daily equity.

import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import { addExact, MICROS_PER_DAY, toFloat, type Amount } from '@tradingbot/domain';
import { legacyEquity, legacyTrades } from '@tradingbot/metrics';
import type { RunFigures } from '../core/index.ts';

export function legacySection(
  { equity: { daily, initialEquity, openedAt }, all, tripPnl, tradedQty }: RunFigures,
  catalog: Catalog,
) {
  const scale = moneyScaleOf(catalog);
  const money = (value: Amount): number => toFloat(value, scale);
  const traded = money(addExact(all.bought, all.sold));
  const curve = {
    times: [openedAt, ...Array.from(daily.days, (day) => (day + 1) * MICROS_PER_DAY)],
    equity: [initialEquity, ...daily.equity],
  };
  return {
    equity: legacyEquity(curve, { traded, fees: money(all.fees) }),
    trades: legacyTrades({
      pnl: tripPnl,
      buys: all.buys,
      sells: all.fills - all.buys,
      traded,
      slippage: money(all.slippage),
      spread: money(all.spread),
      quantity: tradedQty,
    }),
  };
}
