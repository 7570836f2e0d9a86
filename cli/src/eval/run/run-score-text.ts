// How a recorded run has fared lately, for people.

import { bigNumber, percentText } from '../../number-text.ts';
import type { Terminal } from '../../terminal.ts';
import { factTable } from '../../text-table.ts';
import type { RunScore } from './run-score.ts';

export function runScoreText(score: RunScore, colours: Terminal['colours']): string {
  const { run, from, to, model, figures, buy_and_hold_return: held, currency, bar } = score;
  const ratio = (value: number | null): string => (value === null ? '–' : value.toFixed(2));
  const facts: [string, string][] = [
    [
      'model',
      model === null
        ? 'none'
        : `${model.sha256.slice(0, 12)}${model.in_force ? ', in force' : ', not the one in force now'}`,
    ],
    ['return', percentText(figures.total_return, 'signed')],
    ['buy and hold', held === null ? '–' : percentText(held, 'signed')],
    ['Sharpe', ratio(figures.sharpe)],
    ['Sortino', ratio(figures.sortino)],
    ['Calmar', ratio(figures.calmar)],
    ['max drawdown', percentText(figures.max_drawdown, 'signed')],
    ['fills', bigNumber(figures.fills)],
    ['final equity', `${bigNumber(figures.final_equity.toFixed(2))} ${currency}`],
  ];
  const failures = bar.failures.map(
    ({ figure, value, bar: least }) =>
      `${colours.red('below the bar')} ${figure} is ${value === null ? 'not defined' : value.toFixed(3)}, eval.bar says ${least}`,
  );
  const title = `${colours.bold(run)} from ${from.slice(0, 16)} to ${to.slice(0, 16)}`;
  return `${['', title, ...factTable(facts, colours.dim), ...failures, ''].join('\n')}\n`;
}
