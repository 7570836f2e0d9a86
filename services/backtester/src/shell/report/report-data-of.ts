// From what was recorded and reckoned of a run to what its report shows.

import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import { formatTimeframe, MICROS_PER_MS, toFloat } from '@tradingbot/domain';
import type { Breakdown, CodeCount, ReportData } from '@tradingbot/report';
import type { RunFigures } from '../../core/index.ts';
import type { Metrics } from '../metrics-document.ts';
import { figureGroups, keyFigures } from './figure-groups.ts';
import type { RecordedRun } from './report-recorder.ts';

export function reportDataOf(catalog: Catalog, run: RecordedRun, figures: RunFigures, metrics: Metrics): ReportData {
  const { curve, prices, trades, manifest } = run;
  const { daily, daysPerYear, initialEquity } = figures.equity;
  return {
    title: `${catalog.strategies.join(', ')} on ${metrics.symbols.join(', ')}`,
    synthetic: metrics.synthetic,
    from: figures.firstTime / MICROS_PER_MS,
    to: figures.lastTime / MICROS_PER_MS,
    bars: figures.bars,
    timeframe: prices.step() === 0 ? '–' : formatTimeframe(prices.step() * MICROS_PER_MS),
    seed: manifest?.seed ?? 0,
    currency: catalog.currency,
    strategies: catalog.strategies,
    symbols: metrics.symbols,
    daysPerYear,
    initialEquity,
    finalEquity: toFloat(figures.finalEquity, moneyScaleOf(catalog)),
    warnings: metrics.warnings,
    keyFigures: keyFigures(metrics),
    figures: figureGroups(metrics),
    equity: {
      time: curve.map((row) => row.time),
      equity: curve.map((row) => row.equity),
      benchmark: curve.map((row) => row.benchmark * initialEquity),
      drawdown: curve.map((row) => row.drawdown),
    },
    daily: {
      initial: daily.initial,
      day: Array.from(daily.days),
      equity: Array.from(daily.equity),
      returns: Array.from(daily.returns),
    },
    prices: prices.series(),
    trades: trades.trades,
    tradeCount: metrics.trades,
    open: trades.open,
    fills: trades.fills,
    fillCount: metrics.fills,
    tradeReturns: trades.returns,
    costs: {
      fees: Number(metrics.fees),
      spread: Number(metrics.spread),
      slippage: Number(metrics.slippage),
      delay: Number(metrics.delay),
    },
    codes: codesOf(metrics),
    breakdowns: breakdownsOf(metrics),
    configuration: manifest?.configuration ?? {},
    identity: [
      ['Decision digest', metrics.decision_digest],
      ['Configuration', manifest?.configurationHash ?? ''],
      ['Data', manifest?.dataHash ?? ''],
      ['Code', manifest?.codeHash ?? ''],
    ],
  };
}

function codesOf(metrics: Metrics): CodeCount[] {
  const by = (who: string, counts: Readonly<Record<string, number>>): CodeCount[] =>
    Object.entries(counts).map(([code, count]) => ({ by: who, code, count }));
  return [
    ...by('risk refused', metrics.denials_by_code),
    ...by('venue refused', metrics.rejections_by_code),
    ...by('canceled', metrics.cancels_by_code),
    ...by('not sent', metrics.abandoned_by_code),
  ];
}

const WITH_OPEN = 'What is still held is priced at its last close; fees are off.';

function breakdownsOf({ by_symbol, by_strategy, by_month }: Metrics): Breakdown[] {
  const parts = (by: string, rows: Metrics['by_symbol']): Breakdown => ({
    by,
    about: WITH_OPEN,
    rows: Object.entries(rows).map(([name, { trades, win_rate, pnl }]) => ({
      name,
      trades,
      winRate: win_rate,
      pnl: Number(pnl),
    })),
  });
  return [
    parts('symbol', by_symbol),
    parts('strategy', by_strategy),
    {
      by: 'month',
      about: 'Round trips in the month in which they ended.',
      rows: by_month.map(({ period, trades, pnl }) => ({ name: period, trades, winRate: null, pnl: Number(pnl) })),
    },
  ].filter(({ rows }) => rows.length > 0);
}
