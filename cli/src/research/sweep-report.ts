// A sweep as a page: the heat map of its metric.

import { metricIn, type MetricName } from '@tradingbot/backtester/research';
import { formatMicros } from '@tradingbot/domain';
import { renderSweep } from '@tradingbot/report';
import { countText, percentText } from '../number-text.ts';
import { marketText } from './market-text.ts';
import type { SweepAnswer } from './sweep-document.ts';
import { dataOf, type SweepPlan } from './sweep-plan.ts';
import { leftOutText } from './sweep-text.ts';

const NAMES: Readonly<Record<MetricName, string>> = {
  sharpe: 'Sharpe ratio',
  sortino: 'Sortino ratio',
  calmar: 'Calmar ratio',
  total_return: 'Total return',
};

/** @returns the page, with nothing in it to be fetched */
export function sweepReport(document: SweepAnswer, planned: SweepPlan): string {
  const { plan, held } = planned;
  const { metric, axes, rows, refused, failed, luck } = document;
  const { catalog, identity } = plan;
  const deflated = luck?.deflated_sharpe ?? null;
  const symbols = catalog.instruments.map(({ symbol }) => symbol);
  const bars = held.series.reduce((sum, { length }) => sum + length, 0);
  const { from, to } = dataOf(planned);
  const market = marketText({ symbols, bars, from: formatMicros(from), to: formatMicros(to) });
  return renderSweep({
    title: `${catalog.strategies.join(', ')} on ${symbols.join(', ')}`,
    subtitle: `${countText(rows.length, 'combination')} of ${axes.map(({ key }) => key).join(', ')} on ${market}.`,
    synthetic: identity.synthetic,
    warnings: [
      ...(refused === 0 ? [] : [leftOutText(refused)]),
      ...(failed === 0 ? [] : [`the strategy broke down in ${countText(failed, 'combination')}`]),
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
