// The short table at the end of a backtest, and what to do next.

import type { BacktestResult } from '@tradingbot/backtester/run';
import type { Terminal } from '../terminal.ts';
import { partTables } from './summary-parts.ts';
import { rowsOf, tableOf } from './summary-rows.ts';

type Colours = Terminal['colours'];

/** How a run was asked for, so that the next steps can be copied. */
export interface Asked {
  readonly config: string;
  /** The recorded run whose market was played in place of files. */
  readonly run?: string;
  readonly journal: boolean;
}

export function summaryOf(result: BacktestResult, asked: Asked, colours: Colours): string {
  const title = `${result.strategies.join(', ')} on ${result.symbols.join(', ')}`;
  const lines = [
    '',
    colours.bold(title),
    ...(result.synthetic
      ? [colours.yellow('SYNTHETIC DATA: made by a generator; says nothing about real markets')]
      : []),
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

function nextSteps({ artifacts_dir, strategies }: BacktestResult, { config, run, journal }: Asked): string[] {
  const played = [...(run === undefined ? [] : [`--run ${run}`]), ...(config === '' ? [] : [`--config ${config}`])];
  const again = `npx tradingbot backtest ${played.join(' ')}`;
  const steps = [
    `${artifacts_dir}/report.html   charts and figures, in a browser`,
    `${artifacts_dir}/trades.csv, equity_curve.csv, metrics.json   every round trip, the curve, the figures`,
  ];
  steps.push(
    strategies.includes('ema-cross')
      ? `${again} --param fast=5 slow=40`
      : `${again} --strategy ema-cross --param fast=5 slow=40`,
  );
  if (!journal) steps.push(`${again} --journal   keeps every event and what caused it`);
  steps.push('npx tradingbot new strategy my-first   your own, with a test and a configuration');
  return steps;
}
