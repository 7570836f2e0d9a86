// The part of `metrics.json` that is made of fills and round trips: activity, costs, trades, symbols and strategies.

import type { Catalog } from '@tradingbot/contracts';
import { addExact, amount, formatDecimal, MICROS_PER_HOUR, subExact, toFloat, type Amount } from '@tradingbot/domain';
import { moneyScaleOf } from '@tradingbot/contracts';
import { faultOfDays, isDefined, noMetric, ratioOf, unless, type Metric } from '@tradingbot/metrics';
import type { CountsByCode, PartWithPnl, RunFigures } from '../core/index.ts';
import type { MoneyText } from './money-text.ts';

const NO_TRADE = 'no round trip was completed';

export function activitySection({ all, equity, exposure, dividends }: RunFigures, catalog: Catalog, money: MoneyText) {
  const { daily, daysPerYear } = equity;
  const mean = daily.equity.reduce((sum, value) => sum + value, 0) / daily.equity.length;
  const traded = toFloat(addExact(all.bought, all.sold), moneyScaleOf(catalog));
  const turnover: Metric =
    daily.equity.length === 0 ? noMetric('no day has a sample of equity') : ratioOf(traded, mean, 'equity was nothing');
  const fault = faultOfDays(daily, daysPerYear);
  return {
    exposure,
    turnover,
    turnover_per_year: unless(fault, () =>
      isDefined(turnover) ? (turnover * daysPerYear) / daily.equity.length : turnover,
    ),
    buys: all.buys,
    sells: all.fills - all.buys,
    bought: money.exact(all.bought),
    sold: money.exact(all.sold),
    dividends: money.exact(dividends),
  };
}

export function costSection({ all }: RunFigures, money: MoneyText) {
  const total = [all.fees, all.slippage, all.spread, all.delay].reduce<Amount>(addExact, amount(0));
  return {
    fees: money.exact(all.fees),
    slippage: money.exact(all.slippage),
    spread: money.exact(all.spread),
    delay: money.exact(all.delay),
    costs: {
      fees_maker: money.exact(all.makerFees),
      fees_taker: money.exact(subExact(all.fees, all.makerFees)),
      total: money.exact(total),
    },
    fills_by_liquidity: { maker: all.makerFills, taker: all.fills - all.makerFills },
  };
}

export function tradeSection({ all }: RunFigures, money: MoneyText) {
  const { trades, grossProfit, grossLoss } = all;
  const { count, wins, losses } = trades;
  const rounded = (value: Metric) => (isDefined(value) ? money.rounded(value) : value);
  return {
    win_rate: trades.winRate,
    gross_profit: money.exact(grossProfit),
    gross_loss: money.exact(grossLoss),
    profit_factor: trades.profitFactor,
    expectancy: money.mean(subExact(grossProfit, grossLoss), count, NO_TRADE),
    average_win: money.mean(grossProfit, wins, count === 0 ? NO_TRADE : 'no round trip won'),
    average_loss: money.mean(subExact(amount(0), grossLoss), losses, count === 0 ? NO_TRADE : 'no round trip lost'),
    payoff_ratio: trades.payoffRatio,
    sqn: trades.sqn,
    best_trade: all.best === undefined ? noMetric(NO_TRADE) : money.exact(all.best),
    worst_trade: all.worst === undefined ? noMetric(NO_TRADE) : money.exact(all.worst),
    average_holding_hours: hours(trades.averageHolding),
    longest_holding_hours: hours(trades.longestHolding),
    average_mae: rounded(trades.averageMae),
    average_mfe: rounded(trades.averageMfe),
  };
}

const hours = (length: Metric): Metric => (isDefined(length) ? length / MICROS_PER_HOUR : length);

export const heldSection = ({ held }: RunFigures, { instruments, strategies }: Catalog, money: MoneyText) =>
  held.map(({ strategy, instrument, qty, value }) => ({
    strategy: strategies[strategy] ?? '',
    symbol: instruments[instrument]?.symbol ?? '',
    qty: formatDecimal(qty, instruments[instrument]?.qtyScale ?? 0),
    value: money.exact(value),
  }));

export function partSection(names: readonly string[], parts: readonly PartWithPnl[], money: MoneyText) {
  return Object.fromEntries(parts.map((part, at) => [names[at] ?? '', partOf(part, money)]));
}

function partOf({ trades, ...part }: PartWithPnl, money: MoneyText) {
  return {
    pnl: money.exact(part.pnl),
    trades: trades.count,
    win_rate: trades.winRate,
    profit_factor: trades.profitFactor,
    expectancy: money.mean(subExact(part.grossProfit, part.grossLoss), trades.count, NO_TRADE),
    average_holding_hours: hours(trades.averageHolding),
    fills: part.fills,
    bought: money.exact(part.bought),
    sold: money.exact(part.sold),
    fees: money.exact(part.fees),
    slippage: money.exact(part.slippage),
    spread: money.exact(part.spread),
    delay: money.exact(part.delay),
    denials: part.denials,
  };
}

/** By name, so that the order in which they happened does not show. */
export const countsOf = (counts: CountsByCode): Record<string, number> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
