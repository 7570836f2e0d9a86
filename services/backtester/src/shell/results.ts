// What a run came to, as documents: `metrics.json`, the same for the same run, and the answer to the one who asked.

import type { Catalog } from '@tradingbot/contracts';
import { amount, formatMicros } from '@tradingbot/domain';
import { documentOf, monthlyReturns, noMetric, yearlyReturns, type Metric } from '@tradingbot/metrics';
import type { RunFigures } from '../core/index.ts';
import { legacySection } from './legacy-section.ts';
import type { Metrics } from './metrics-document.ts';
import { moneyTextOf, type MoneyText } from './money-text.ts';
import type { BacktestResult, TrialFigures } from './request.ts';
import { confidenceSection, drawdownSection, returnSection } from './return-sections.ts';
import { activitySection, costSection, countsOf, heldSection, partSection, tradeSection } from './trade-sections.ts';

export type { Metrics } from './metrics-document.ts';

const RESAMPLES = 1_000;

/** @param run `resamples`: of the bootstrap; 0 for who runs many combinations and needs no intervals */
export function metricsOf(run: {
  readonly figures: RunFigures;
  readonly catalog: Catalog;
  readonly digest: string;
  readonly synthetic: boolean;
  readonly warnings: readonly string[];
  readonly resamples?: number;
}): Metrics {
  const { figures, catalog } = run;
  const money = moneyTextOf(catalog);
  const symbols = catalog.instruments.map(({ symbol }) => symbol);
  const denials = countsOf(figures.denialsByCode);
  const { document, missing } = documentOf({
    synthetic: run.synthetic,
    symbols,
    strategies: catalog.strategies,
    from: formatMicros(figures.firstTime),
    to: formatMicros(figures.lastTime),
    bars: figures.bars,
    trades: figures.trades,
    fills: figures.fills,
    currency: catalog.currency,
    initial_cash: money.exact(figures.openingCash),
    initial_equity: money.rounded(figures.equity.initialEquity),
    final_equity: money.exact(figures.finalEquity),
    total_return: figures.equity.totalReturn,
    buy_and_hold_return: buyAndHoldOf(figures),
    max_drawdown: figures.equity.maxDrawdown,
    drawdown: drawdownSection(figures),
    ...returnSection(figures),
    confidence: confidenceSection(figures, run.resamples ?? RESAMPLES),
    ...activitySection(figures, catalog, money),
    ...costSection(figures, money),
    ...tradeSection(figures, money),
    open_positions: heldSection(figures, catalog, money),
    denials: Object.values(denials).reduce((sum, count) => sum + count, 0),
    denials_by_code: denials,
    rejections_by_code: countsOf(figures.rejectionsByCode),
    cancels_by_code: countsOf(figures.cancelsByCode),
    abandoned_by_code: countsOf(figures.abandonedByCode),
    by_symbol: partSection(symbols, figures.byInstrument, money),
    by_strategy: partSection(catalog.strategies, figures.byStrategy, money),
    by_month: monthsOf(figures, money),
    by_year: yearlyReturns(figures.equity.daily).map(({ period, value }) => ({ period, return: value })),
    legacy: legacySection(figures, catalog),
  });
  return {
    ...(document as Omit<Metrics, 'undefined_metrics' | 'warnings' | 'decision_digest'>),
    undefined_metrics: missing,
    warnings: run.warnings,
    decision_digest: run.digest,
  };
}

/** The mean of what each symbol grew by: the same money in each at its first open, held to its last close. */
function buyAndHoldOf({ growth }: RunFigures): Metric {
  const known = growth.filter((one) => one !== undefined);
  if (known.length === 0) return noMetric('no bar closed');
  return known.reduce((sum, one) => sum + one - 1, 0) / known.length;
}

function monthsOf({ equity, tripsByMonth }: RunFigures, money: MoneyText) {
  return monthlyReturns(equity.daily).map((month) => {
    const { trades, pnl } = tripsByMonth.get(month.period) ?? { trades: 0, pnl: amount(0) };
    return { period: month.period, return: month.value, trades, pnl: money.exact(pnl) };
  });
}

export const resultOf = (
  metrics: Metrics,
  runId: string,
  path: string,
  barsPerSecond: number,
  trials: TrialFigures,
): BacktestResult => ({
  run_id: runId,
  ...metrics,
  trials,
  bars_per_second: barsPerSecond,
  artifacts_dir: path,
});
