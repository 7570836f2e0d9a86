// The table of an evaluation: a row for each profile, and the benchmark below.

import { bigNumber, moneyText, percentText } from '../number-text.ts';
import { csvText } from '../research/csv-text.ts';
import { flatDocument } from '../research/flat-document.ts';
import { textTable, type Cell } from '../text-table.ts';
import { syntheticLine } from '../synthetic-line.ts';
import type { Terminal } from '../terminal.ts';
import { BENCHMARK, type EvalRow } from './eval-row.ts';
import { figureIn, MONEY, PERCENTAGES, titleOf } from './figures.ts';

export function evalCsv(rows: readonly EvalRow[], names: readonly string[]): string {
  return csvText(
    ['profile', ...names, 'why'],
    rows.map(({ name, metrics, why }) => {
      const flat = flatDocument(metrics);
      return [name, ...names.map((figure) => plain(figureIn(flat, figure))), why];
    }),
  );
}

const plain = (value: unknown): string | number | null =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

export function evalText(
  rows: readonly EvalRow[],
  names: readonly string[],
  path: string,
  colours: Terminal['colours'],
): string {
  const failed = rows.filter(({ why }) => why !== null);
  const isSynthetic = rows.some(({ metrics }) => flatDocument(metrics).get('synthetic') === true);
  const table = textTable(
    [{ title: 'profile' }, ...names.map((title) => ({ title: titleOf(title), align: 'right' as const }))],
    rows.map(({ name, metrics, why }): Cell[] => {
      if (why !== null) return [name, { text: 'not run, see below', colour: colours.yellow }];
      const flat = flatDocument(metrics);
      return [name, ...names.map((figure) => cellOf(figure, figureIn(flat, figure)))];
    }),
    colours.dim,
  );
  const lines = [
    '',
    colours.bold('Execution profiles, same bars and same seed'),
    ...syntheticLine(isSynthetic, colours),
    ...table,
    ...(rows.some(({ name }) => name === BENCHMARK)
      ? [
          colours.dim(
            `  ${BENCHMARK}: bought at the first chance in equal parts by the first profile, costs paid, and kept`,
          ),
        ]
      : []),
    ...failed.map(({ name, why }) => `${colours.yellow('warning')} ${name}: ${why ?? ''}`),
    '',
    `Results in ${colours.cyan(path)}`,
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function cellOf(name: string, value: unknown): string {
  if (typeof value === 'string') return MONEY.includes(name) ? moneyText(value) : value;
  if (typeof value !== 'number') return '–';
  if (PERCENTAGES.includes(name)) return percentText(value, 'signed');
  return Number.isInteger(value) ? bigNumber(value) : value.toFixed(2);
}
