// A sweep as a page: the heat map of its metric.

import { metricIn, type MetricName } from '@tradingbot/backtester/research';
import { renderSweep } from '@tradingbot/report';
import { percentText } from '../number-text.ts';
import type { SweepAnswer } from './sweep-document.ts';
import type { SweepPlan } from './sweep-plan.ts';

const NAMES: Readonly<Record<MetricName, string>> = {
  sharpe: 'Sharpe ratio',
  sortino: 'Sortino ratio',
  calmar: 'Calmar ratio',
  total_return: 'Total return',
};

/** @returns the page, with nothing in it to be fetched */
export function sweepReport(document: SweepAnswer, { plan }: SweepPlan): string {
  const { metric, axes, rows, refused, failed, luck } = document;
  const { catalog, identity } = plan;
  const deflated = luck?.deflated_sharpe ?? null;
  return renderSweep({
    title: `${catalog.strategies.join(', ')} on ${catalog.instruments.map(({ symbol }) => symbol).join(', ')}`,
    subtitle: `${rows.length} combinations of ${axes.map(({ key }) => key).join(', ')}`,
    synthetic: identity.synthetic,
    warnings: [
      ...(refused === 0 ? [] : [`${refused} combinations are no valid configuration and were left out`]),
      ...(failed === 0 ? [] : [`the strategy broke down in ${failed} combinations`]),
      ...(deflated === null || luck === null
        ? []
        : [
            `of ${luck.count} configurations tried on these bars, the best is more than luck with a probability of ${percentText(deflated, 'plain')}`,
          ]),
    ],
    metric: NAMES[metric],
    unit: metric === 'total_return' ? 'share' : 'number',
    isHigherBetter: true,
    axes,
    results: rows.map(({ figures }) => metricIn(figures ?? {}, metric)),
  });
}
