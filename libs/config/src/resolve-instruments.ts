// From symbols to instruments: what the configuration says, over what the catalog knows.

import { InputError, type Instrument, type TradingRules } from '@tradingbot/domain';
import { explainIssue } from './explain-issue.ts';
import { checkFeeScope } from './fee-scope.ts';
import { filtered, fineEnoughForFees } from './filtered-definition.ts';
import { instrumentOf, InstrumentSchema, rulesOf, type InstrumentDefinition } from './instrument-definition.ts';
import { nearest } from './nearest.ts';
import type { RunConfig } from './run-config.ts';
import { CATALOG_FILE, shippedCatalog } from './shipped-catalog.ts';
import type { PlaceOf } from './yaml-tree.ts';

export interface ResolvedInstruments {
  /** In the order of the symbols. */
  readonly instruments: readonly Instrument[];
  /** Per instrument, oldest first. */
  readonly rules: readonly (readonly TradingRules[])[];
  /** The quote asset of all of them: the account's currency. */
  readonly currency: string;
}

type InstrumentConfig = Pick<RunConfig, 'instruments' | 'asset_class'> &
  Partial<Pick<RunConfig, 'fees' | 'portfolio' | 'quantizer' | 'tables'>>;

/**
 * @param symbols at least one
 * @throws InputError when a symbol is unknown, or when they are not all paid in one currency
 */
export function resolveInstruments(config: InstrumentConfig, symbols: readonly string[]): ResolvedInstruments {
  const definitions = symbols.map((symbol) => withFilters(config, symbol, definitionOf(config, symbol)));
  const instruments = definitions.map((definition, index) => instrumentOf(symbols[index] as string, definition));
  const [first] = instruments;
  if (first === undefined) throw new InputError('data.symbols', 'names no symbol', 'name at least one');
  const other = instruments.find(({ quote }) => quote !== first.quote);
  if (other !== undefined) {
    throw new InputError(
      'data.symbols',
      `${first.symbol} is paid in ${first.quote} and ${other.symbol} in ${other.quote}, but an account has one currency`,
      'trade them in separate runs',
    );
  }
  const { fees, portfolio, tables } = config;
  if (fees !== undefined && portfolio !== undefined) checkFeeScope({ fees, portfolio, tables }, instruments);
  return { instruments, rules: definitions.map(rulesOf), currency: first.quote };
}

/**
 * Checks what the configuration says about instruments, once merged with what the catalog knows.
 * @throws InputError with the place of the key
 */
export function checkInstruments(config: InstrumentConfig, placeOf: PlaceOf): void {
  for (const symbol of Object.keys(config.instruments)) {
    const merged = mergedDefinition(config, symbol);
    const parsed = InstrumentSchema.safeParse(merged);
    if (parsed.success) continue;
    const above = ['instruments', symbol];
    const named = (path: readonly PropertyKey[]): string => [...above, ...path].map(String).join('.');
    const { path, what, mend } = explainIssue(InstrumentSchema, merged, parsed.error.issues, named);
    throw new InputError(placeOf([...above, ...path.map(String)]), what, mend);
  }
}

function definitionOf(config: InstrumentConfig, symbol: string): InstrumentDefinition {
  if (Object.hasOwn(config.instruments, symbol)) return InstrumentSchema.parse(mergedDefinition(config, symbol));
  const { instruments, usEquity } = shippedCatalog();
  const listed = instruments.get(symbol);
  if (listed !== undefined) return listed;
  if (config.asset_class === 'us_equity') return usEquity(symbol);
  throw unknownSymbol(symbol, [...instruments.keys(), ...Object.keys(config.instruments)]);
}

/** A definition under the venue's own filters, where the configuration names them, and as fine as its fees need it. */
function withFilters(config: InstrumentConfig, symbol: string, definition: InstrumentDefinition): InstrumentDefinition {
  return filtered(config, symbol, fineEnoughForFees(config, symbol, definition));
}

/** The catalog's definition with the configuration's keys over it. */
function mergedDefinition(config: InstrumentConfig, symbol: string): unknown {
  const { instruments, usEquity } = shippedCatalog();
  const below = instruments.get(symbol) ?? (config.asset_class === 'us_equity' ? usEquity(symbol) : {});
  const over = Object.entries(config.instruments[symbol] ?? {}).filter(([, value]) => value !== undefined);
  return { ...below, ...Object.fromEntries(over) };
}

function unknownSymbol(symbol: string, known: readonly string[]): InputError {
  const meant = nearest(symbol, known);
  const what = `stands neither in ${CATALOG_FILE} nor under instruments`;
  if (meant !== undefined) {
    return new InputError(`symbol ${symbol}`, what, `did you mean ${meant}? if not, define it under instruments`);
  }
  const [, base = symbol, quote = 'USDT'] = /^(.+?)(USDT|USDC|BUSD|FDUSD|USD|EUR|BTC|ETH)$/.exec(symbol) ?? [];
  const snippet =
    `instruments: {${symbol}: {asset_class: crypto_spot, venue: binance, base: ${base}, quote: ${quote}, ` +
    'price_scale: 4, qty_scale: 4, rules: [{from: 2017-01-01, tick: 0.0001, lot: 0.0001}]}}';
  return new InputError(
    `symbol ${symbol}`,
    what,
    `define it, for instance ${snippet}, or for a US stock say asset_class: us_equity`,
  );
}
