// The short table at the end of a backtest, and what to do next.

import type { BacktestResult } from '@tradingbot/backtester/run';
import { bigNumber, moneyText, percentText } from '../number-text.ts';
import type { Terminal } from '../terminal.ts';

type Colours = Terminal['colours'];
type Row = readonly [label: string, value: string];

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
    ...table(rowsOf(result), colours),
    ...warningsOf(result).map((warning) => `${colours.yellow('warning')} ${warning}`),
    '',
    `Results in ${colours.cyan(result.artifacts_dir)}`,
    'Next:',
    ...nextSteps(result, asked).map((step) => `  ${step}`),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function rowsOf(result: BacktestResult): Row[] {
  const money = (value: string): string => `${moneyText(value)} ${result.currency}`;
  const denials = Object.entries(result.denials_by_code).map(([code, count]) => `${code} ${bigNumber(count)}`);
  return [
    ['period', `${minute(result.from)} to ${minute(result.to)}`],
    ['bars', `${bigNumber(result.bars)} at ${bigNumber(result.bars_per_second)} bars/s`],
    ['equity', `${moneyText(result.initial_cash)} → ${money(result.final_equity)}`],
    ['return', percentText(result.total_return, 'signed')],
    ['max drawdown', percentText(result.max_drawdown, 'plain')],
    [
      'Sharpe',
      result.sharpe === null
        ? `undefined: ${result.undefined_metrics['sharpe'] ?? 'no reason given'}`
        : result.sharpe.toFixed(2),
    ],
    ['trades', `${bigNumber(result.trades)} round trips, ${bigNumber(result.fills)} fills${wins(result)}`],
    ['costs', `${money(result.fees)} fees, ${money(result.slippage)} slippage`],
    ['denied', denials.length === 0 ? 'nothing' : `${bigNumber(result.denials)}: ${denials.join(', ')}`],
  ];
}

const wins = ({ win_rate }: BacktestResult): string =>
  win_rate === null ? '' : `, ${percentText(win_rate, 'plain')} won`;

/** The line above the table has said it already. */
const warningsOf = ({ warnings, synthetic }: BacktestResult): string[] =>
  warnings.filter((warning) => !(synthetic && /synthetic/i.test(warning)));

function table(rows: readonly Row[], colours: Colours): string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${colours.dim(label.padEnd(width))}  ${value}`);
}

function nextSteps({ artifacts_dir, strategies }: BacktestResult, { config, run, journal }: Asked): string[] {
  const played = [...(run === undefined ? [] : [`--run ${run}`]), ...(config === '' ? [] : [`--config ${config}`])];
  const again = `npx tradingbot backtest ${played.join(' ')}`;
  const steps = [
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

/** "2021-01-01T00:00:00Z" → "2021-01-01 00:00" */
const minute = (time: string): string => time.slice(0, 16).replace('T', ' ');
