// The venue's rules for orders from its own answer, binance_filters.json: with metadata, or as a bare map.

import { DecimalError, formatDecimal, parseDecimal } from '@tradingbot/domain';
import { isMap, readJsonFile, refusalOf, type JsonFile, type NamedFile } from './read-json-file.ts';
import type { FilterRules, FiltersTable } from './recorded-tables.ts';

type Filters = Readonly<Record<string, unknown>>;

/**
 * @param wanted the symbols of the run, as far as they are known; `undefined` takes all of the file
 * @throws InputError for a file that holds no filters
 */
export function filtersTable(named: NamedFile, wanted: readonly string[] | undefined): FiltersTable {
  const file = readJsonFile(named);
  const { metadata, filters } = file.content;
  const all = isMap(filters) ? filters : file.content;
  const symbols: Record<string, FilterRules> = {};
  for (const [symbol, stated] of Object.entries(all)) {
    if (symbol === 'metadata' || (wanted !== undefined && !wanted.includes(symbol))) continue;
    symbols[symbol] = rulesOf(file, symbol, stated);
  }
  const builtAt = isMap(metadata) ? (metadata['built_at'] ?? metadata['generated_at']) : undefined;
  const files = [{ path: file.path, sha256: file.sha256 }];
  return typeof builtAt === 'string' ? { files, symbols, built_at: builtAt } : { files, symbols };
}

function rulesOf(file: JsonFile, symbol: string, stated: unknown): FilterRules {
  const block = (name: string): Filters => {
    const found = isMap(stated) ? stated[name] : undefined;
    return isMap(found) ? found : {};
  };
  const read = (filter: string, key: string, otherwise?: string): string => {
    const value = block(filter)[key] ?? otherwise;
    const canonical = typeof value === 'string' || typeof value === 'number' ? decimalOf(String(value)) : undefined;
    if (canonical !== undefined) return canonical;
    throw refusalOf(file, `has no number ${filter}.${key} of ${symbol}`, 'fetch the file anew');
  };
  const maxQty = read('LOT_SIZE', 'maxQty', '0');
  const notional = read('NOTIONAL', 'minNotional', read('MIN_NOTIONAL', 'minNotional', '0'));
  const band = bandOf(block('PERCENT_PRICE_BY_SIDE'));
  return {
    tick: read('PRICE_FILTER', 'tickSize'),
    lot: read('LOT_SIZE', 'stepSize'),
    min_qty: read('LOT_SIZE', 'minQty', '0'),
    ...(maxQty === '0' ? {} : { max_qty: maxQty }),
    min_notional: notional,
    ...(band === undefined ? {} : { band }),
  };
}

/** One band for both sides: where a venue states two, the narrower of each end, which is worse for the account. */
function bandOf(filter: Filters): FilterRules['band'] {
  const numbers = (...keys: string[]): number[] =>
    keys.map((key) => Number(filter[key] ?? NaN)).filter((value) => Number.isFinite(value) && value > 0);
  const up = Math.min(...numbers('multiplierUp', 'bidMultiplierUp', 'askMultiplierUp'));
  const down = Math.max(...numbers('multiplierDown', 'bidMultiplierDown', 'askMultiplierDown'));
  return Number.isFinite(up) && Number.isFinite(down) ? { down, up } : undefined;
}

function decimalOf(text: string): string | undefined {
  try {
    const exact = parseDecimal(text, 12);
    return exact < 0 ? undefined : formatDecimal(exact, 12);
  } catch (error) {
    if (error instanceof DecimalError) return undefined;
    throw error;
  }
}
