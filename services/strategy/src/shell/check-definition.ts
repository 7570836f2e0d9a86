// Whether what a file exports is a strategy; if not, what is missing or misspelt.

import { nearest, shown } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import { z } from 'zod';
import type { StrategyDefinition } from '../core/index.ts';

const CALLBACKS = ['onBar', 'onFill', 'onDenied', 'onSplit', 'onTimer'];
const FUNCTIONS = [...CALLBACKS, 'warmup', 'timeframes', 'init'];
const KEYS = ['name', 'params', ...FUNCTIONS];
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * @param path of the file, for the sentence
 * @throws InputError
 */
export function checkDefinition(exports: Readonly<Record<string, unknown>>, path: string): StrategyDefinition {
  const refuse = (what: string, mend = ''): never => {
    throw new InputError(path, what, mend);
  };
  const definition = exports['default'];
  if (definition === undefined) return refuse('has no default export', mendOfNoDefault(exports));
  if (typeof definition !== 'object' || definition === null) {
    return refuse(
      `exports ${shown(definition)} by default, expected a strategy`,
      'export default defineStrategy({ … })',
    );
  }
  const found = definition as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(found)) {
    if (KEYS.includes(key)) continue;
    const meant = nearest(key, KEYS);
    refuse(
      `the strategy has a key ${key} that means nothing`,
      meant === undefined ? `known: ${KEYS.join(', ')}` : `did you mean ${meant}?`,
    );
  }
  if (typeof found['name'] !== 'string' || !NAME.test(found['name'])) {
    refuse(
      `the strategy's name is ${found['name'] === undefined ? 'missing' : shown(found['name'])}, expected lower-case words joined by "-"`,
    );
  }
  if (!(found['params'] instanceof z.ZodType)) {
    const what = found['params'] === undefined ? 'missing' : shown(found['params']);
    refuse(
      `the strategy's params is ${what}, expected a zod schema`,
      'without parameters it is params: z.strictObject({})',
    );
  }
  if (found['onBar'] === undefined)
    refuse("the strategy's onBar is missing, expected a function", 'add onBar(ctx, bar) { … }');
  for (const key of FUNCTIONS) {
    const value = found[key];
    if (value !== undefined && typeof value !== 'function')
      refuse(`the strategy's ${key} is ${shown(value)}, expected a function`);
    if (value instanceof AsyncFunction)
      refuse(`the strategy's ${key} is async, but a strategy decides at once`, 'remove async and await');
  }
  return definition as StrategyDefinition;
}

const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

function mendOfNoDefault(exports: Readonly<Record<string, unknown>>): string {
  const named = Object.entries(exports).find(
    ([, value]) => typeof value === 'object' && value !== null && 'onBar' in value,
  );
  return named === undefined
    ? 'end the file with export default defineStrategy({ … })'
    : `write export default in place of export const ${named[0]} =`;
}
