// The table of an evaluation as a page, with the equity of every profile.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EquityPoint } from '@tradingbot/backtester/research';
import { MICROS_PER_MS } from '@tradingbot/domain';
import { renderEvaluation, type ComparedRun, type ComparisonColumn } from '@tradingbot/report';
import { flatDocument } from '../research/flat-document.ts';
import { marketText, type Market } from '../research/market-text.ts';
import { BENCHMARK, type EvalRow } from './eval-row.ts';
import { figureIn, titleOf } from './figures.ts';

/** Points of a curve that a screen can tell apart. */
const POINTS = 1_000;

const EXPLANATIONS: Readonly<Record<string, string>> = {
  total_return: 'What the account grew by, as a share of what it began with.',
  sharpe: 'Mean of daily returns by their deviation, annualised.',
  sortino: 'Mean of daily returns by the deviation of losses, annualised.',
  calmar: 'Annual growth by the depth of the deepest drawdown.',
  max_drawdown: 'The deepest fall from a peak of equity.',
  pnl: 'What the account has gained.',
  mdd: 'The deepest fall from a peak of equity.',
  trades: 'Round trips, from nothing held to nothing held.',
  fills: 'How often an order was filled, in whole or in part.',
  fees: 'What the venue charged.',
  final_equity: 'Cash and what is held, at the last close.',
};

/**
 * @param folder of the study: a folder for each profile
 * @param held the curve of the benchmark, which has no folder
 */
export function evalReport(
  rows: readonly EvalRow[],
  names: readonly string[],
  folder: string,
  held: readonly EquityPoint[],
): string {
  const documents = rows.map(({ metrics }) => flatDocument(metrics));
  const any = documents.find((document) => document.size > 0);
  const first = rows.find(({ metrics }) => metrics !== null)?.metrics as Market | undefined;
  const said = (key: string): string => {
    const found = (first as Readonly<Record<string, unknown>> | undefined)?.[key];
    return Array.isArray(found) ? found.join(', ') : typeof found === 'string' ? found : '';
  };
  return renderEvaluation({
    title: `${said('strategies')} on ${said('symbols')}`,
    subtitle: `${first === undefined ? '' : `${marketText(first)}. `}The same bars and the same seed under each execution profile.`,
    synthetic: any?.get('synthetic') === true,
    currency: said('currency'),
    warnings: rows.flatMap(({ name, why }) => (why === null ? [] : [`${name}: ${why}`])),
    columns: names.map((name) => columnOf(name)),
    runs: rows.map(({ name }, at) => ({
      name,
      values: names.map((figure) => valueOf(figureIn(documents[at] ?? new Map(), figure))),
      curve: name === BENCHMARK ? thinned(held.map(inMilliseconds)) : curveOf(join(folder, name, 'equity_curve.csv')),
    })),
  });
}

export function columnOf(name: string): ComparisonColumn {
  const unit = UNITS[name] ?? 'number';
  const best = unit === 'count' ? 'none' : name === 'fees' ? 'lowest' : 'highest';
  return {
    title: titleOf(name),
    explanation: EXPLANATIONS[name] ?? `${name} of metrics.json.`,
    unit,
    best,
  };
}

const UNITS: Readonly<Record<string, ComparisonColumn['unit']>> = {
  total_return: 'gain',
  pnl: 'money',
  mdd: 'share',
  max_drawdown: 'share',
  fees: 'money',
  final_equity: 'money',
  trades: 'count',
  fills: 'count',
};

/** Money is a decimal string; a page counts in doubles. */
export const valueOf = (value: unknown): number | string | null => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  return value !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
};

type Curve = ComparedRun['curve'];

function curveOf(path: string): Curve {
  if (!existsSync(path)) return { time: [], equity: [] };
  const [titles = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const columns = titles.split(',');
  const [time, equity] = [columns.indexOf('ts_ms'), columns.indexOf('equity')];
  return thinned(
    lines.map((line) => {
      const cells = line.split(',');
      return { time: Number(cells[time]), equity: Number(cells[equity]) };
    }),
  );
}

const inMilliseconds = ({ time, equity }: EquityPoint): EquityPoint => ({ time: time / MICROS_PER_MS, equity });

/** Every so many points, and the last one. */
function thinned(points: readonly EquityPoint[]): Curve {
  const every = Math.max(1, Math.ceil(points.length / POINTS));
  const kept = points.filter((_, at) => at % every === 0 || at === points.length - 1);
  return { time: kept.map(({ time }) => time), equity: kept.map(({ equity }) => equity) };
}
