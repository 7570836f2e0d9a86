// Results of runs side by side, for people.

import { textTable, type Cell } from '../text-table.ts';
import type { Terminal } from '../terminal.ts';
import type { ComparedFigure, Comparison } from './compare-documents.ts';

export function comparisonText({ runs, figures, configuration }: Comparison, colours: Terminal['colours']): string {
  const others = runs.slice(1);
  // What has a name of two parts is a detail; --json has all of them.
  const main = figures.filter(({ name }) => !name.includes('.'));
  const titles = [
    '',
    ...runs.map(({ run_id }) => run_id),
    ...others.map((_, at) => (others.length === 1 ? 'difference' : `${at + 2} − 1`)),
  ];
  const table = textTable(
    titles.map((title, at) => ({ title, align: at === 0 ? 'left' : 'right' })),
    main.map((figure): Cell[] => [
      figure.name,
      ...figure.values.map(cellText),
      ...figure.differences.slice(1).map((difference, at) => differenceCell(figure, at + 1, difference)),
    ]),
    colours.dim,
  );
  const changed =
    configuration.length === 0
      ? ['  nothing differs but the run']
      : textTable(
          ['key', ...runs.map(({ run_id }) => run_id)].map((title) => ({ title })),
          configuration.map(({ key, values }) => [key, ...values.map(cellText)]),
          colours.dim,
        );
  return ['', ...table, '', colours.bold('Run with'), ...changed, '', ''].join('\n');
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toPrecision(6);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 24 ? `${text.slice(0, 21)}…` : text;
}

function differenceCell(figure: ComparedFigure, at: number, difference: number | string | null): string {
  if (difference === null || figure.values[0] === figure.values[at]) return difference === null ? '–' : '=';
  const text = cellText(difference);
  return text.startsWith('-') ? text : `+${text}`;
}
