// The folds of a walk-forward, for people: what was chosen, and what became of it.

import { bigNumber, countText, percentText } from '../number-text.ts';
import { factTable, textTable, type Cell } from '../text-table.ts';
import { syntheticLine } from '../synthetic-line.ts';
import type { Terminal } from '../terminal.ts';
import { metricIn } from '@tradingbot/backtester/research';
import type { FoldRow, WalkForwardDocument } from './walk-forward-document.ts';

/** More rows than these nobody reads. */
const SHOWN = 40;
const SHOWN_WARNINGS = 5;

export function walkForwardText(document: WalkForwardDocument, path: string, colours: Terminal['colours']): string {
  const { metric, folds, out_of_sample: all } = document;
  const between = folds.length <= SHOWN ? 0 : folds.length - SHOWN;
  const shown = between === 0 ? folds : [...folds.slice(0, SHOWN / 2), ...folds.slice(-SHOWN / 2)];
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
    shown.map((fold): Cell[] => [
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
    colours.bold(`${countText(folds.length, 'fold')}, the best of each training range by ${metric}`),
    ...syntheticLine(document.synthetic, colours),
    ...table,
    ...(between === 0 ? [] : [`  ${countText(between, 'more fold')} between these: ${path}/walk_forward.csv has all`]),
    '',
    colours.bold('Out of sample, one test range after the other'),
    ...facts,
    ...warnings(folds, path, colours),
    '',
    `Results in ${colours.cyan(path)}`,
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function warnings(folds: readonly FoldRow[], path: string, colours: Terminal['colours']): string[] {
  const failed = folds.filter(({ why }) => why !== null);
  const more = failed.length - SHOWN_WARNINGS;
  return [
    ...failed
      .slice(0, SHOWN_WARNINGS)
      .map(({ fold, why }) => `${colours.yellow('warning')} fold ${bigNumber(fold)}: ${why ?? ''}`),
    ...(more > 0 ? [`  and ${countText(more, 'more fold')} with a reason in ${path}/walk_forward.csv`] : []),
  ];
}

const ratio = (value: number | null): string => (value === null ? '–' : value.toFixed(2));
const percent = (value: number | null): string => (value === null ? '–' : percentText(value, 'signed'));
