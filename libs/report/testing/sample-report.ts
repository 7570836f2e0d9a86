// A small run for specs: forty days of two symbols, with a few trades. No market was ever like this.

import type { CandleColumns, PriceSeries, ReportData, ReportTrade } from '../src/index.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = 19_723 * DAY;
const DAYS = 40;

const days = Array.from({ length: DAYS }, (_, day) => day);
const worthOn = (day: number): number => 10_000 + 60 * day + 400 * Math.sin(day);

export function sampleReport(changes: Partial<ReportData> = {}): ReportData {
  const trades = Array.from({ length: 8 }, (_, index) => trade(index));
  return {
    title: 'swing on AAA, BBB',
    synthetic: false,
    from: START,
    to: START + DAYS * DAY,
    bars: 2 * DAYS * 24,
    timeframe: '1h',
    seed: 3,
    currency: 'USDT',
    strategies: ['swing'],
    symbols: ['AAA', 'BBB'],
    daysPerYear: 365,
    initialEquity: 10_000,
    finalEquity: worthOn(DAYS - 1),
    warnings: ['only 8 round trips'],
    keyFigures: [figure('Sharpe ratio', '1.20')],
    figures: [{ title: 'Return', figures: [figure('Sharpe ratio', '1.20')] }],
    equity: {
      time: days.map((day) => START + (day + 1) * DAY),
      equity: days.map(worthOn),
      benchmark: days.map((day) => 10_000 + 30 * day),
      drawdown: days.map((day) => Math.min(0, Math.sin(day)) / 20),
    },
    daily: {
      initial: 10_000,
      day: days.map((day) => START / DAY + day),
      equity: days.map(worthOn),
      returns: days.map((day) => worthOn(day) / (day === 0 ? 10_000 : worthOn(day - 1)) - 1),
    },
    prices: [series('AAA', 100_00), series('BBB', 7_00)],
    trades,
    tradeCount: trades.length,
    open: [{ strategy: 0, symbol: 1, entryTime: START + 30 * DAY, qty: 3, entryPrice: 7, entryBy: 'limit, maker' }],
    fills: [{ strategy: 0, symbol: 0, time: START + HOUR, side: 'buy', price: 100, qty: 2, by: 'market, taker' }],
    fillCount: 17,
    tradeReturns: trades.map(({ pnl }) => pnl / 10_000),
    costs: { fees: 12.5, spread: 3, slippage: 4.25, delay: -1 },
    codes: [{ code: 'DAILY_LOSS_LIMIT_REACHED', count: 2, by: 'risk refused' }],
    breakdowns: [{ by: 'symbol', about: '', rows: [{ name: 'AAA', trades: 8, winRate: 0.5, pnl: 40 }] }],
    configuration: { seed: 3 },
    identity: [['Decision digest', 'abc']],
    ...changes,
  };
}

function figure(label: string, value: string) {
  return { label, value, explanation: 'Mean over scatter.', undefinedBecause: '', tone: 'plain' } as const;
}

function trade(index: number): ReportTrade {
  const entryTime = START + (index * 4 + 1) * DAY;
  return {
    strategy: 0,
    symbol: index % 2,
    entryTime,
    exitTime: entryTime + 2 * DAY,
    qty: 2,
    entryPrice: index % 2 === 0 ? 100 : 7,
    exitPrice: index % 2 === 0 ? 101 : 6.9,
    fees: 0.4,
    pnl: index % 2 === 0 ? 30 : -20,
    return: index % 2 === 0 ? 0.01 : -0.014,
    entryBy: 'market, taker',
    exitBy: 'stop',
  };
}

function series(symbol: string, base: number): PriceSeries {
  const bars = Array.from({ length: DAYS * 24 }, (_, bar) => bar);
  const openAt = (bar: number): number => base + Math.round((base / 20) * Math.sin(bar / 30));
  const whole: CandleColumns = {
    step: HOUR,
    time: bars.map((bar) => START + bar * HOUR),
    open: bars.map(openAt),
    high: bars.map((bar) => Math.max(openAt(bar), openAt(bar + 1)) + 2),
    low: bars.map((bar) => Math.min(openAt(bar), openAt(bar + 1)) - 2),
    close: bars.map((bar) => openAt(bar + 1)),
  };
  return { symbol, decimals: 2, whole, fine: { step: HOUR, time: [], open: [], high: [], low: [], close: [] } };
}
