// The figures in the table of an evaluation: those of `metrics.json` by their names, and by those of the original platform.

import { didYouMean } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { differenceOf } from '../research/compare-documents.ts';
import { flatDocument, type Flat } from '../research/flat-document.ts';

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
export const PERCENTAGES: readonly string[] = ['total_return', 'max_drawdown', 'mdd', 'exposure', 'win_rate', 'cagr'];
export const MONEY: readonly string[] = ['fees', 'slippage', 'final_equity', 'pnl'];

/** What configurations of the original call a figure. */
const ALIASES: Readonly<Record<string, string>> = { mdd: 'max_drawdown', cvar: 'cvar_5', hit_rate: 'win_rate' };
/** What the account has gained, in its currency. */
const PNL = 'pnl';

/** How a column is headed, where the name in words is not what people say. */
const TITLES: Readonly<Record<string, string>> = {
  [PNL]: 'P&L',
  mdd: 'max drawdown',
  cvar: 'CVaR',
  cvar_5: 'CVaR 5 %',
  var_5: 'VaR 5 %',
  cagr: 'CAGR',
  sqn: 'SQN',
  sharpe: 'Sharpe',
  sortino: 'Sortino',
  calmar: 'Calmar',
};

export const titleOf = (name: string): string => TITLES[name] ?? name.replaceAll('_', ' ');

/** A figure by either name; `undefined` where the run has none. */
export function figureIn(flat: Flat, name: string): unknown {
  if (name === PNL) return differenceOf(flat.get('initial_equity'), flat.get('final_equity')) ?? undefined;
  return flat.get(ALIASES[name] ?? name);
}

/**
 * The figures that are shown.
 * @param asked the key `metrics` of the configuration, unchecked
 * @param metrics the document of any run
 * @throws InputError for a name that no run has
 */
export function figureNames(asked: unknown, metrics: object): readonly string[] {
  const flat = flatDocument(metrics);
  if (!Array.isArray(asked)) return USUAL.filter((name) => flat.has(name));
  const names = [...flat.keys()].filter((name) => !name.includes('.'));
  const known = [...names, PNL, ...Object.keys(ALIASES)].sort();
  for (const name of asked.map(String)) {
    if (!known.includes(name) && !flat.has(name)) {
      throw new InputError('metrics', `there is no figure ${name}`, didYouMean(name, known));
    }
  }
  return asked.map(String);
}
