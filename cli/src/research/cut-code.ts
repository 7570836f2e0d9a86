// Source text whose literal tables are cut off: what a strategy has built in knows no more than its bars do.

import { cutTable, type Known } from './cut-tables.ts';

/** Shorter literals are no tables. */
const SHORTEST = 60;

/** @returns the same text when nothing in it is of the future */
export function cutCode(code: string, known: Known): string {
  let text = '';
  let from = 0;
  for (let at = 0; at < code.length; at++) {
    at = behindQuoted(code, at);
    const opening = code[at];
    if (opening !== '[' && opening !== '{') continue;
    const end = endOf(code, at);
    if (end - at < SHORTEST) continue;
    const value = literalIn(code.slice(at, end));
    if (value === undefined) continue;
    const cut = cutTable(value, known);
    if (cut !== value) {
      text += code.slice(from, at) + JSON.stringify(cut);
      from = end;
    }
    at = end - 1;
  }
  return text + code.slice(from);
}

/** The place itself, or the last one of the string or comment that begins there. */
function behindQuoted(code: string, at: number): number {
  const pair = code.slice(at, at + 2);
  if (pair === '//') return closing(code, code.indexOf('\n', at));
  if (pair === '/*') return closing(code, code.indexOf('*/', at + 2));
  const quote = code[at];
  if (quote !== '"' && quote !== "'" && quote !== '`') return at;
  for (let place = at + 1; place < code.length; place++) {
    if (code[place] === '\\') place += 1;
    else if (code[place] === quote) return place;
  }
  return code.length;
}

const closing = (code: string, found: number): number => (found < 0 ? code.length : found);

/** Behind the bracket that closes the one at `start`. */
function endOf(code: string, start: number): number {
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    at = behindQuoted(code, at);
    const sign = code[at];
    if (sign === '[' || sign === '{' || sign === '(') depth += 1;
    if (sign === ']' || sign === '}' || sign === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return code.length;
}

/** The value of a literal of data; `undefined` when it is anything else, such as the body of a function. */
function literalIn(text: string): unknown {
  // A body has signs that no data has; most are found out at once.
  if (/=>|\breturn\b|;/.test(text.slice(0, 2_000))) return undefined;
  const json = text
    .replace(/\/\*[^]*?\*\/|(?<!:)\/\/.*/g, '')
    .replace(/'([^'"\\\n]*)'/g, '"$1"')
    .replace(/([{,]\s*)([A-Za-z_$][\w$]*|\d+)(\s*:)/g, '$1"$2"$3')
    .replace(/(\d)_(?=\d)/g, '$1')
    .replace(/,(\s*[\]}])/g, '$1');
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
