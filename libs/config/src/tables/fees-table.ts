// Fees by symbol from a file, in every shape that there is: {"fees": {SYMBOL: …}}, the names of older writers for that
// key, or a bare map from symbol to fees.

import type { SymbolFees } from '../blocks/fees.ts';
import { SymbolFeesSchema } from '../blocks/fees.ts';
import { explainIssue } from '../explain-issue.ts';
import { isMap, readJsonFile, refusalOf, type JsonFile, type NamedFile } from './read-json-file.ts';
import type { FeesTable } from './recorded-tables.ts';

const HOLDERS = ['fees', 'symbol_fee_table', 'symbols', 'fees_by_symbol', 'data'];
/** What a writer says of the file itself. */
const ABOUT = ['metadata', 'meta'];
const KNOWN: readonly string[] = Object.keys(SymbolFeesSchema.shape);

/** @throws InputError for a file that holds no fees */
export function feesTable(named: NamedFile): FeesTable {
  const file = readJsonFile(named);
  const symbols: Record<string, SymbolFees> = {};
  for (const [symbol, stated] of Object.entries(symbolsOf(file))) symbols[symbol] = feesOf(file, symbol, stated);
  if (Object.keys(symbols).length === 0) throw refusalOf(file, 'holds the fees of no symbol');
  return { files: [{ path: file.path, sha256: file.sha256 }], symbols };
}

function symbolsOf(file: JsonFile): Readonly<Record<string, unknown>> {
  const holder = HOLDERS.find((key) => isMap(file.content[key]));
  if (holder !== undefined) return file.content[holder] as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(file.content).filter(([key]) => !ABOUT.includes(key)));
}

/** What a writer adds beyond the rates, such as the rate after a discount, follows from them and is left out. */
function feesOf(file: JsonFile, symbol: string, stated: unknown): SymbolFees {
  if (!isMap(stated)) throw refusalOf(file, `has no fees of ${symbol}`, 'write {"maker_bps": …, "taker_bps": …}');
  const kept = Object.fromEntries(
    Object.entries(stated).filter(([key, value]) => KNOWN.includes(key) && value !== null),
  );
  const parsed = SymbolFeesSchema.safeParse(kept);
  if (parsed.success && (parsed.data.maker_bps !== undefined || parsed.data.vip_rates !== undefined))
    return parsed.data;
  if (parsed.success) throw refusalOf(file, `has no maker_bps of ${symbol}`);
  const { what } = explainIssue(SymbolFeesSchema, kept, parsed.error.issues, (path) => [symbol, ...path].join('.'));
  throw refusalOf(file, `holds something else: ${what}`);
}
