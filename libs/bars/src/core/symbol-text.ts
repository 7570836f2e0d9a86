// What may stand in a column of symbols.

import { InputError } from '@tradingbot/domain';
import { shown } from './shown.ts';

const SYMBOL = /^[A-Za-z0-9][A-Za-z0-9._/:-]{0,31}$/;

/** @throws InputError when `text` cannot be a symbol */
export function checkSymbol(text: string, where: () => string): string {
  if (SYMBOL.test(text)) return text;
  throw new InputError(where(), text === '' ? 'symbol is empty' : `${shown(text)} is not a symbol`);
}
