// What a run came to, as documents: `metrics.json`, the same for the same run, and the answer to the one who asked.

import type { Catalog } from '@tradingbot/contracts';
import { formatMicros, type Amount } from '@tradingbot/domain';
import type { RunFigures } from '../core/index.ts';
import type { BacktestResult } from './request.ts';

/** `metrics.json`: nothing in it depends on when, where or how fast the run was made. */
export type Metrics = Omit<BacktestResult, 'run_id' | 'artifacts_dir' | 'bars_per_second'>;

export function metricsOf(run: {
  readonly figures: RunFigures;
  readonly catalog: Catalog;
  readonly digest: string;
  readonly synthetic: boolean;
  readonly warnings: readonly string[];
  readonly money: (value: Amount) => string;
}): Metrics {
  const { figures, catalog, money } = run;
  const { equity } = figures;
  const undefinedMetrics: Record<string, string> = {};
  if (equity.sharpe === undefined) undefinedMetrics['sharpe'] = equity.sharpeReason;
  if (figures.trades === 0) undefinedMetrics['win_rate'] = 'no round trip was completed';
  const denials = [...figures.denialsByCode].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    synthetic: run.synthetic,
    symbols: catalog.instruments.map((instrument) => instrument.symbol),
    strategies: catalog.strategies,
    from: formatMicros(figures.firstTime),
    to: formatMicros(figures.lastTime),
    bars: figures.bars,
    trades: figures.trades,
    fills: figures.fills,
    currency: catalog.currency,
    initial_cash: money(figures.openingCash),
    final_equity: money(figures.finalEquity),
    total_return: equity.totalReturn,
    max_drawdown: equity.maxDrawdown,
    sharpe: equity.sharpe ?? null,
    fees: money(figures.fees),
    slippage: money(figures.slippage),
    denials: denials.reduce((sum, [, count]) => sum + count, 0),
    denials_by_code: Object.fromEntries(denials),
    exposure: figures.exposure,
    win_rate: figures.trades === 0 ? null : figures.winningTrades / figures.trades,
    undefined_metrics: undefinedMetrics,
    warnings: run.warnings,
    decision_digest: run.digest,
  };
}

export const resultOf = (metrics: Metrics, runId: string, path: string, barsPerSecond: number): BacktestResult => ({
  run_id: runId,
  ...metrics,
  bars_per_second: barsPerSecond,
  artifacts_dir: path,
});
