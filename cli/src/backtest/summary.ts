// The short table at the end of a backtest, and what to do next.

import type { BacktestResult } from '@tradingbot/backtester/run';
import { syntheticLine } from '../synthetic-line.ts';
import type { Terminal } from '../terminal.ts';
import { backtestAgain, otherStrategy, type Typed } from './again.ts';
import { partTables } from './summary-parts.ts';
import { rowsOf, tableOf } from './summary-rows.ts';

type Colours = Terminal['colours'];

/** How a run was asked for, so that the next steps can be copied. */
export interface Asked extends Typed {
  readonly journal: boolean;
}

export function summaryOf(result: BacktestResult, asked: Asked, colours: Colours): string {
  const title = `${result.strategies.join(', ')} on ${result.symbols.join(', ')}`;
  const lines = [
    '',
    colours.bold(title),
    ...syntheticLine(result.synthetic, colours),
    ...tableOf(rowsOf(result), colours.dim),
    ...partTables(result, colours.dim),
    ...warningsOf(result).map((warning) => `${colours.yellow('warning')} ${warning}`),
    '',
    `Results in ${colours.cyan(result.artifacts_dir)}`,
    'Next:',
    ...nextSteps(result, asked).map((step) => `  ${step}`),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

/** The line above the table has said it already. */
const warningsOf = ({ warnings, synthetic }: BacktestResult): string[] =>
  warnings.filter((warning) => !(synthetic && /synthetic/i.test(warning)));

function nextSteps({ artifacts_dir, strategies }: BacktestResult, { journal, ...typed }: Asked): string[] {
  const { param = [] } = typed;
  const other = ['fast=5', 'slow=40'];
  const steps = [
    `${artifacts_dir}/report.html   charts and figures, in a browser`,
    `${artifacts_dir}/trades.csv, equity_curve.csv, metrics.json   every round trip, the curve, the figures`,
    backtestAgain(
      strategies.includes('ema-cross')
        ? { ...typed, param: [...param, ...other] }
        : otherStrategy(typed, 'ema-cross', other),
    ),
  ];
  if (!journal) steps.push(`${backtestAgain(typed)} --journal   keeps every event and what caused it`);
  steps.push('npx tradingbot new strategy my-first   your own, with a test and a configuration');
  return steps;
}
