// The table of an evaluation: a row for each profile, and the benchmark below.

import { didYouMean } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { bigNumber, moneyText, percentText } from '../number-text.ts';
import { csvText } from '../research/csv-text.ts';
import { flatDocument } from '../research/flat-document.ts';
import { textTable, type Cell } from '../text-table.ts';
import type { Terminal } from '../terminal.ts';
import type { EvalRow } from './evaluate.ts';

const USUAL = [
  'total_return',
  'sharpe',
  'sortino',
  'calmar',
  'max_drawdown',
  'trades',
  'fills',
  'fees',
  'final_equity',
];
const PERCENTAGES = ['total_return', 'max_drawdown', 'exposure', 'win_rate', 'cagr'];
const MONEY = ['fees', 'slippage', 'final_equity'];

/**
 * The figures that are shown.
 * @param asked the key `metrics` of the configuration, unchecked
 * @throws InputError for a name that no run has
 */
export function figureNames(asked: unknown, rows: readonly EvalRow[]): readonly string[] {
  const known = [...flatDocument(rows.find(({ metrics }) => metrics !== null)?.metrics).keys()];
  if (!Array.isArray(asked)) return USUAL.filter((name) => known.includes(name));
  for (const name of asked.map(String)) {
    if (!known.includes(name)) throw new InputError('metrics', `there is no figure ${name}`, didYouMean(name, known));
  }
  return asked.map(String);
}

export function evalCsv(rows: readonly EvalRow[], names: readonly string[]): string {
  return csvText(
    ['profile', ...names, 'why'],
    rows.map(({ name, metrics, why }) => {
      const flat = flatDocument(metrics);
      return [name, ...names.map((figure) => plain(flat.get(figure))), why];
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
    [{ title: 'profile' }, ...names.map((title) => ({ title: title.replaceAll('_', ' '), align: 'right' as const }))],
    rows.map(({ name, metrics, why }): Cell[] => {
      if (why !== null) return [name, { text: 'not run, see below', colour: colours.yellow }];
      const flat = flatDocument(metrics);
      return [name, ...names.map((figure) => cellOf(figure, flat.get(figure)))];
    }),
    colours.dim,
  );
  const lines = [
    '',
    colours.bold('Execution profiles, same bars and same seed'),
    ...(isSynthetic ? [colours.yellow('SYNTHETIC DATA: made by a generator; says nothing about real markets')] : []),
    ...table,
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
