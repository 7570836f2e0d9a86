// The best combinations of a sweep, for people.

import { bigNumber, countText, percentText } from '../number-text.ts';
import { textTable, type Cell } from '../text-table.ts';
import { backtestAgain, type Typed } from '../backtest/again.ts';
import { syntheticLine } from '../synthetic-line.ts';
import type { Terminal } from '../terminal.ts';
import type { SweepRow } from './combination-run.ts';
import { ranked, type SweepAnswer } from './sweep-document.ts';

type Colours = Terminal['colours'];

const SHOWN = 10;

export function sweepText(document: SweepAnswer, path: string, typed: Typed, colours: Colours): string {
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
    ...syntheticLine(document.synthetic, colours),
    ...(best.length === 0 ? [`  no run has a ${metric}`] : table),
    ...(best.length <= SHOWN ? [] : [`  and ${bigNumber(best.length - SHOWN)} more in ${path}/sweep.csv`]),
    ...(document.luck === null ? [] : [luckLine(document.luck)]),
    ...(refused === 0 ? [] : [leftOutText(refused)]),
    ...(without === 0 || best.length === 0
      ? []
      : [`${countText(without, 'run')} ${without === 1 ? 'has' : 'have'} no ${metric}`]),
    ...(failed === 0 ? [] : [`${colours.yellow('warning')} ${bigNumber(failed)} broke down: ${firstFailure(rows)}`]),
    '',
    `Results in ${colours.cyan(path)}`,
    ...nextLines(best[0], typed),
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

function nextLines(best: SweepRow | undefined, typed: Typed): string[] {
  if (best === undefined) return [];
  const values = Object.entries(best.values);
  const isKey = ([key]: readonly [string, string]): boolean => key.includes('.') || key === 'seed';
  const written = (chosen: readonly (readonly [string, string])[]): string[] =>
    chosen.map(([key, value]) => `${key}=${value}`);
  const param = [...(typed.param ?? []), ...written(values.filter((value) => !isKey(value)))];
  const set = [...(typed.set ?? []), ...written(values.filter(isKey))];
  return ['Next:', `  ${backtestAgain({ ...typed, param, set })}`];
}

function luckLine({ count, deflated_sharpe: deflated, reason }: NonNullable<SweepAnswer['luck']>): string {
  const tries = `of ${bigNumber(count)} configurations that were tried on these bars`;
  return deflated === null
    ? `deflated Sharpe of the best undefined: ${reason}`
    : `deflated Sharpe of the best: ${percentText(deflated, 'plain')} likely to be more than the luckiest ${tries}`;
}
