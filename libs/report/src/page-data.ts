// What the scripts of a page draw: columns of numbers, rounded to what can be seen.

import { histogramOf } from './derive/histogram.ts';
import { rollingSharpe } from './derive/rolling-sharpe.ts';
import type { TradeOrder } from './derive/trade-order.ts';
import { packCandles } from './packed-candles.ts';
import type { DailyEquity, PriceSeries, ReportData, ReportTrade } from './report-data.ts';

const MS_PER_DAY = 86_400_000;

export function pageDataOf(data: ReportData, tradeOrder: TradeOrder | undefined): object {
  const { equity, trades } = data;
  const column = <Value>(of: (trade: ReportTrade) => Value): Value[] => trades.map(of);
  return {
    currency: data.currency,
    symbols: data.symbols,
    strategies: data.strategies,
    initialEquity: data.initialEquity,
    times: equity.time,
    equity: equity.equity.map(seven),
    benchmark: equity.benchmark.map(seven),
    drawdown: equity.drawdown.map(five),
    rolling: rollingOf(data.daily, data.daysPerYear),
    histogram: histogramOf(data.daily.returns) ?? null,
    tradeOrder: tradeOrder === undefined ? null : bandsOf(tradeOrder),
    prices: data.prices.map((series, symbol) => pricesOf(data, series, symbol)),
    trades: {
      strategy: column((trade) => trade.strategy),
      symbol: column((trade) => trade.symbol),
      entryTime: column((trade) => trade.entryTime),
      exitTime: column((trade) => trade.exitTime),
      qty: column((trade) => trade.qty),
      entryPrice: column((trade) => trade.entryPrice),
      exitPrice: column((trade) => trade.exitPrice),
      fees: column((trade) => seven(trade.fees)),
      pnl: column((trade) => seven(trade.pnl)),
      return: column((trade) => five(trade.return)),
      entryBy: column((trade) => trade.entryBy),
      exitBy: column((trade) => trade.exitBy),
    },
  };
}

/** Significant digits: what is drawn needs no more. */
const seven = (value: number): number => Number(value.toPrecision(9));
const five = (value: number): number => Number(value.toPrecision(5));

function rollingOf({ day, returns }: DailyEquity, daysPerYear: number): object | null {
  const { window, values } = rollingSharpe(returns, daysPerYear);
  if (values.every((value) => value === null)) return null;
  // A day is over when the next begins.
  const times = day.map((one) => (one + 1) * MS_PER_DAY);
  return { window, times, values: values.map((value) => (value === null ? null : five(value))) };
}

const bandsOf = ({ after, low, middle, high, actual, depths, actualDrawdown, drawdowns }: TradeOrder): object => ({
  after,
  low: low.map(seven),
  middle: middle.map(seven),
  high: high.map(seven),
  actual: actual.map(seven),
  depths: depths ?? null,
  actualDrawdown,
  median: drawdowns.p50,
});

function pricesOf(data: ReportData, { symbol, decimals, whole, fine }: PriceSeries, index: number): object {
  const fills = data.fills.filter((fill) => fill.symbol === index);
  const open = data.open.filter((position) => position.symbol === index);
  return {
    symbol,
    decimals,
    whole: packCandles(whole, decimals),
    fine: packCandles(fine, decimals),
    open: open.map(({ entryTime, entryPrice, qty, entryBy }) => ({
      time: entryTime,
      price: entryPrice,
      qty,
      by: entryBy,
    })),
    fills: {
      time: fills.map((fill) => fill.time),
      price: fills.map((fill) => fill.price),
      qty: fills.map((fill) => fill.qty),
      side: fills.map((fill) => fill.side),
      by: fills.map((fill) => fill.by),
    },
  };
}
