// Symbols and strategies side by side, where there are several.

import type { BacktestResult } from '@tradingbot/backtester/run';
import { bigNumber, moneyText, percentText } from '../number-text.ts';
import { textTable } from '../text-table.ts';

type Parts = BacktestResult['by_symbol'];

/** The rest is in `metrics.json`. */
const MOST_ROWS = 5;

export function partTables(result: BacktestResult, dim: (text: string) => string): string[] {
  return [...partTable('symbol', result.by_symbol, dim), ...partTable('strategy', result.by_strategy, dim)];
}

/** Those that made or lost most come first. */
function partTable(title: string, parts: Parts, dim: (text: string) => string): string[] {
  const rows = Object.entries(parts);
  if (rows.length < 2) return [];
  const shown = rows.sort(([, a], [, b]) => Math.abs(Number(b.pnl)) - Math.abs(Number(a.pnl))).slice(0, MOST_ROWS);
  const columns = [
    { title },
    ...['P&L', 'trades', 'won', 'costs'].map((name) => ({ title: name, align: 'right' as const })),
  ];
  const cells = shown.map(([name, part]) => [
    name,
    moneyText(part.pnl),
    bigNumber(part.trades),
    part.win_rate === null ? '' : percentText(part.win_rate, 'plain'),
    moneyText(costsOf(part).toFixed(2)),
  ]);
  const rest = rows.length - shown.length;
  return ['', ...textTable(columns, cells, dim), ...(rest === 0 ? [] : [`  and ${bigNumber(rest)} more`])];
}

const costsOf = ({ fees, slippage, spread, delay }: Parts[string]): number =>
  [fees, slippage, spread, delay].reduce((sum, value) => sum + Number(value), 0);
