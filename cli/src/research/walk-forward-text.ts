// The folds of a walk-forward, for people: what was chosen, and what became of it.

import { percentText } from '../number-text.ts';
import { factTable, textTable, type Cell } from '../text-table.ts';
import type { Terminal } from '../terminal.ts';
import { metricIn } from '@tradingbot/backtester/research';
import type { WalkForwardDocument } from './walk-forward-document.ts';

export function walkForwardText(document: WalkForwardDocument, path: string, colours: Terminal['colours']): string {
  const { metric, folds, out_of_sample: all } = document;
  const failed = folds.filter(({ why }) => why !== null);
  const table = textTable(
    [
      { title: 'fold', align: 'right' },
      { title: 'test range' },
      { title: 'chosen' },
      { title: `${metric} in`, align: 'right' },
      { title: 'out', align: 'right' },
      { title: 'degradation', align: 'right' },
      { title: 'return out', align: 'right' },
    ],
    folds.map((fold): Cell[] => [
      String(fold.fold),
      `${fold.test.from.slice(0, 10)} to ${fold.test.to.slice(0, 10)}`,
      fold.chosen === null
        ? 'nothing'
        : Object.entries(fold.chosen)
            .map(([key, value]) => `${key}=${value}`)
            .join(' '),
      ratio(metricIn(fold.in_sample ?? {}, metric)),
      ratio(metricIn(fold.out_of_sample ?? {}, metric)),
      ratio(fold.degradation),
      percent(metricIn(fold.out_of_sample ?? {}, 'total_return')),
    ]),
    colours.dim,
  );
  const facts = factTable(
    [
      ['return', percent(all.total_return)],
      ['max drawdown', percentText(all.max_drawdown, 'plain')],
      ['Sharpe', ratio(all.sharpe)],
      ['Sortino', ratio(all.sortino)],
      ['Calmar', ratio(all.calmar)],
    ],
    colours.dim,
  );
  const lines = [
    '',
    colours.bold(`${folds.length} folds, the best of each training range by ${metric}`),
    ...table,
    '',
    colours.bold('Out of sample, one test range after the other'),
    ...facts,
    ...failed.map(({ fold, why }) => `${colours.yellow('warning')} fold ${fold}: ${why ?? ''}`),
    '',
    `Results in ${colours.cyan(path)}`,
    '',
  ];
  return `${lines.join('\n')}\n`;
}

const ratio = (value: number | null): string => (value === null ? '–' : value.toFixed(2));
const percent = (value: number | null): string => (value === null ? '–' : percentText(value, 'signed'));
