// Options of `tradingbot backtest` that do not go together: said before anything is read.

import { InputError } from '@tradingbot/domain';
import type { BacktestCommandOptions } from '../backtest/backtest-options.ts';

/** Each kind of work, and the options that mean nothing to it. */
const ALONE = [
  ['compare', 'sweep', 'walkForward', 'checkLookahead', 'run', 'journal', 'data', 'strategy', 'param'],
  ['checkLookahead', 'sweep', 'walkForward', 'run', 'journal', 'metric', 'jobs'],
  ['sweep', 'run', 'journal'],
] as const;

/** Options that need another one. */
const NEEDS = [
  ['walkForward', 'sweep', '--sweep fast=5..20'],
  ['metric', 'sweep', '--sweep fast=5..20'],
  ['jobs', 'sweep', '--sweep fast=5..20'],
] as const;

/** @throws InputError */
export function refuseContradictions(options: BacktestCommandOptions): void {
  for (const [work, ...others] of ALONE) {
    if (options[work] === undefined) continue;
    const other = others.find((name) => options[name] !== undefined);
    if (other === undefined) continue;
    throw new InputError(optionOf(work), `cannot be said with ${optionOf(other)}`, 'leave one of them out');
  }
  for (const [option, needed, example] of NEEDS) {
    if (options[option] === undefined || options[needed] !== undefined) continue;
    throw new InputError(optionOf(option), `needs ${optionOf(needed)}`, `such as ${example}`);
  }
}

const optionOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
