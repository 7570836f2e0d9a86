// The rows of the summary: what a run came to, in the order in which somebody asks.

import type { BacktestResult } from '@tradingbot/backtester/run';
import { bigNumber, moneyText, percentText } from '../number-text.ts';

export type Row = readonly [label: string, value: string];

/** A row whose figures do not exist is left out, but for the Sharpe ratio, which says why. */
export function rowsOf(result: BacktestResult): Row[] {
  const money = (value: string): string => `${moneyText(value)} ${result.currency}`;
  return [
    ['period', `${minute(result.from)} to ${minute(result.to)}`],
    ['bars', `${bigNumber(result.bars)} at ${bigNumber(result.bars_per_second)} bars/s`],
    ['equity', `${moneyText(result.initial_equity)} → ${money(result.final_equity)}`],
    ['return', joined([percentText(result.total_return, 'signed'), buyAndHold(result)])],
    ...optional('a year', [
      share(result.cagr, 'CAGR', 'signed'),
      share(result.annual_volatility, 'volatility', 'plain'),
    ]),
    ['max drawdown', joined([percentText(result.max_drawdown, 'plain'), drawdownDays(result)])],
    ['Sharpe', sharpe(result)],
    ...optional('ratios', [
      number(result.sortino, 'Sortino'),
      number(result.calmar, 'Calmar'),
      share(result.cvar_5, 'CVaR 5 % of days', 'plain'),
    ]),
    ...optional('luck', luck(result)),
    ['trades', `${bigNumber(result.trades)} round trips, ${bigNumber(result.fills)} fills${wins(result)}`],
    ...optional('a trade', [
      result.expectancy === null ? '' : `${money(result.expectancy)} on average`,
      number(result.profit_factor, 'profit factor'),
      number(result.sqn, 'SQN'),
      result.average_holding_hours === null ? '' : `held ${holding(result.average_holding_hours)}`,
    ]),
    ['exposure', joined([percentText(result.exposure, 'plain'), turnover(result)])],
    ['costs', costs(result, money)],
    ['denied', counted(result.denials_by_code, result.denials)],
    ...refusals(result),
  ];
}

/** Labels as wide as the widest, dim. */
export function tableOf(rows: readonly Row[], dim: (text: string) => string): string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${dim(label.padEnd(width))}  ${value}`);
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');

function optional(label: string, parts: readonly string[]): Row[] {
  const text = joined(parts);
  return text === '' ? [] : [[label, text]];
}

const share = (value: number | null, name: string, sign: 'signed' | 'plain'): string =>
  value === null ? '' : `${name} ${percentText(value, sign)}`;

const number = (value: number | null, name: string): string => (value === null ? '' : `${name} ${twoDecimals(value)}`);

/** Never "-0.00". */
const twoDecimals = (value: number): string => value.toFixed(2).replace(/^-(0\.00)$/, '$1');

const buyAndHold = ({ buy_and_hold_return: held }: BacktestResult): string =>
  held === null ? '' : `buy and hold ${percentText(held, 'signed')}`;

function drawdownDays({ drawdown: { days, recovered } }: BacktestResult): string {
  if (days === null) return '';
  const length = `${bigNumber(Math.max(1, Math.round(days)))} days`;
  return recovered === null ? `not made good after ${length}` : `made good after ${length}`;
}

function sharpe({ sharpe: ratio, confidence, undefined_metrics }: BacktestResult): string {
  if (ratio === null) return `undefined: ${undefined_metrics['sharpe'] ?? 'no reason given'}`;
  const interval = confidence.sharpe?.map(twoDecimals).join(' and ');
  return joined([twoDecimals(ratio), interval === undefined ? '' : `95 % between ${interval}`]);
}

function luck({ probabilistic_sharpe, trials, min_track_record_days }: BacktestResult): string[] {
  const whole = (probability: number): string => `${(100 * probability).toFixed(0)} %`;
  return [
    probabilistic_sharpe === null ? '' : `above zero ${whole(probabilistic_sharpe)} likely`,
    trials.deflated_sharpe === null || trials.count < 2
      ? ''
      : `above the luckiest of ${bigNumber(trials.count)} trials ${whole(trials.deflated_sharpe)}`,
    min_track_record_days === null ? '' : `95 % would take ${bigNumber(Math.ceil(min_track_record_days))} days`,
  ];
}

const wins = ({ win_rate }: BacktestResult): string =>
  win_rate === null ? '' : `, ${percentText(win_rate, 'plain')} won`;

const holding = (hours: number): string =>
  hours < 1
    ? `${(hours * 60).toFixed(0)} min`
    : hours < 48
      ? `${hours.toFixed(1)} h`
      : `${(hours / 24).toFixed(1)} days`;

const turnover = ({ turnover: once, turnover_per_year: yearly }: BacktestResult): string => {
  const times = yearly ?? once;
  return times === null ? '' : `turned over ${times.toFixed(1)} times${yearly === null ? '' : ' a year'}`;
};

/** Those that cost nothing are left out, but for the two that everybody looks for. */
function costs(result: BacktestResult, money: (value: string) => string): string {
  const others = [
    ['spread', result.spread],
    ['delay', result.delay],
  ] as const;
  return joined([
    `${money(result.fees)} fees`,
    `${money(result.slippage)} slippage`,
    ...others.map(([name, value]) => (Number(value) === 0 ? '' : `${money(value)} ${name}`)),
  ]);
}

function counted(codes: Readonly<Record<string, number>>, total: number): string {
  const list = Object.entries(codes).map(([code, count]) => `${code} ${bigNumber(count)}`);
  return list.length === 0 ? 'nothing' : `${bigNumber(total)}: ${list.join(', ')}`;
}

/** What the venue would not do; canceling on request is no refusal. */
function refusals({ rejections_by_code, cancels_by_code }: BacktestResult): Row[] {
  const { REQUESTED: _, ONE_CANCELS_OTHER: __, ...cancels } = cancels_by_code;
  const all = { ...rejections_by_code, ...cancels };
  const total = Object.values(all).reduce((sum, count) => sum + count, 0);
  return total === 0 ? [] : [['not filled', counted(all, total)]];
}

/** "2021-01-01T00:00:00Z" → "2021-01-01 00:00" */
const minute = (time: string): string => time.slice(0, 16).replace('T', ' ');
