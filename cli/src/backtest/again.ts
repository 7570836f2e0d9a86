// The command line that runs the same backtest again, with something else: what a next step is made of.

import { shellWord, typedOption } from '../shell-word.ts';
import type { BacktestCommandOptions } from './backtest-options.ts';

/** What was typed of which run, and how. */
export type Typed = Pick<
  BacktestCommandOptions,
  'run' | 'stack' | 'config' | 'data' | 'symbols' | 'strategy' | 'param' | 'from' | 'to' | 'set' | 'seed'
>;

/** All that was typed, in the words of a shell, with nothing left out that would change the result. */
export function backtestAgain(typed: Typed): string {
  const { run, stack, config, data = [], symbols, strategy, param = [], from, to, set = [], seed } = typed;
  return [
    'npx tradingbot backtest',
    ...typedOption('--run', run),
    ...typedOption('--stack', stack),
    ...typedOption('--config', config),
    ...all('--data', data),
    ...typedOption('--symbols', symbols),
    ...typedOption('--strategy', strategy),
    ...all('--param', param),
    ...typedOption('--from', from),
    ...typedOption('--to', to),
    ...all('--set', set),
    ...typedOption('--seed', seed),
  ].join(' ');
}

/** The same market and costs, under a strategy of its own: what was said of the other one does not fit it. */
export function otherStrategy(typed: Typed, strategy: string, param: readonly string[]): Typed {
  const set = (typed.set ?? []).filter((assignment) => !/^strateg(y|ies)\b/.test(assignment));
  return { ...typed, strategy, param, set };
}

const all = (option: string, values: readonly string[]): string[] =>
  values.length === 0 ? [] : [option, ...values.map(shellWord)];
