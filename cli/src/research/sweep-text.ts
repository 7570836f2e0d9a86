// The best combinations of a sweep, for people.

import { bigNumber, countText, percentText } from '../number-text.ts';
import { textTable, type Cell } from '../text-table.ts';
import type { BacktestOptions } from '../backtest/backtest-options.ts';
import type { Terminal } from '../terminal.ts';
import type { SweepRow } from './combination-run.ts';
import { ranked, type SweepAnswer } from './sweep-document.ts';

type Colours = Terminal['colours'];

const SHOWN = 10;

export function sweepText(document: SweepAnswer, path: string, asked: Asked, colours: Colours): string {
  const { metric, axes, rows, combinations, refused, failed } = document;
  const best = ranked(rows, metric);
  const keys = axes.map(({ key }) => key);
  const names = ['sharpe', 'sortino', 'calmar'] as const;
  const table = textTable(
    [...[...keys, ...names, 'return', 'max drawdown', 'trades'].map((title) => ({ title, align: 'right' as const }))],
    best
      .slice(0, SHOWN)
      .map((row): Cell[] => [
        ...keys.map((key) => row.values[key] ?? ''),
        ...names.map((name) => ratio(row.figures?.[name])),
        percent(row.figures?.total_return),
        percent(row.figures?.max_drawdown),
        bigNumber(row.figures?.trades ?? ''),
      ]),
    colours.dim,
  );
  const without = document.done - best.length;
  const lines = [
    '',
    colours.bold(`${countText(combinations, 'combination')}, the best by ${metric}`),
    ...(best.length === 0 ? [`  no run has a ${metric}`] : table),
    ...(document.luck === null ? [] : [luckLine(document.luck)]),
    ...(refused === 0 ? [] : [leftOutText(refused)]),
    ...(without === 0 || best.length === 0
      ? []
      : [`${countText(without, 'run')} ${without === 1 ? 'has' : 'have'} no ${metric}`]),
    ...(failed === 0 ? [] : [`${colours.yellow('warning')} ${bigNumber(failed)} broke down: ${firstFailure(rows)}`]),
    '',
    `Results in ${colours.cyan(path)}`,
    ...nextLines(best[0], asked),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

/** Combinations that are no valid configuration. */
export const leftOutText = (refused: number): string =>
  `${countText(refused, 'combination')} ${refused === 1 ? 'is' : 'are'} no valid configuration and ${refused === 1 ? 'was' : 'were'} left out`;

const ratio = (value: string | number | null | undefined): string =>
  typeof value === 'number' ? value.toFixed(2) : '–';
const percent = (value: string | number | null | undefined): string =>
  typeof value === 'number' ? percentText(value, 'signed') : '–';
const firstFailure = (rows: readonly SweepRow[]): string => rows.find(({ status }) => status === 'failed')?.why ?? '';

/** How the sweep was asked for, so that the next step can be copied. */
export type Asked = Pick<BacktestOptions, 'config' | 'strategy' | 'param' | 'set'>;

function nextLines(best: SweepRow | undefined, { config = '', strategy, param = [], set = [] }: Asked): string[] {
  if (best === undefined) return [];
  const values = Object.entries(best.values);
  const isKey = ([key]: readonly [string, string]): boolean => key.includes('.') || key === 'seed';
  const written = (chosen: readonly (readonly [string, string])[]): string[] =>
    chosen.map(([key, value]) => `${key}=${value}`);
  const said = (option: string, all: readonly string[]): string =>
    all.length === 0 ? '' : ` ${option} ${all.join(' ')}`;
  return [
    'Next:',
    `  npx tradingbot backtest --config ${config}${strategy === undefined ? '' : ` --strategy ${strategy}`}` +
      said('--param', [...param, ...written(values.filter((value) => !isKey(value)))]) +
      said('--set', [...set, ...written(values.filter(isKey))]),
  ];
}

function luckLine({ count, deflated_sharpe: deflated, reason }: NonNullable<SweepAnswer['luck']>): string {
  const tries = `of ${bigNumber(count)} configurations that were tried on these bars`;
  return deflated === null
    ? `deflated Sharpe of the best undefined: ${reason}`
    : `deflated Sharpe of the best: ${percentText(deflated, 'plain')} likely to be more than the luckiest ${tries}`;
}
