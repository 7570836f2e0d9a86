// What a configuration makes of an instrument's definition: the venue's own rules in place of the catalog's, and
// quantities fine enough for fees that are taken out of what was bought.

import { InputError } from '@tradingbot/domain';
import { explainIssue } from './explain-issue.ts';
import { InstrumentSchema, MOST_DECIMALS, type InstrumentDefinition } from './instrument-definition.ts';
import type { RunConfig } from './run-config.ts';
import type { FilterRules } from './tables/recorded-tables.ts';
import { missingFilters } from './tables/with-tables.ts';

/** Before anything traded: filters hold for the whole run. */
const ALWAYS = '1970-01-01';
/** Decimals of a fee in the base asset. */
const FEE_DECIMALS = 8;

type Filters = Partial<Pick<RunConfig, 'quantizer' | 'tables'>>;

/** @throws InputError for a symbol without filters when they are strict, and for filters finer than the scales */
export function filtered({ quantizer, tables }: Filters, symbol: string, definition: InstrumentDefinition) {
  if (quantizer === undefined || tables?.filters === undefined) return definition;
  const { symbols, files } = tables.filters;
  const filters = Object.hasOwn(symbols, symbol) ? symbols[symbol] : undefined;
  if (filters === undefined) {
    if (!quantizer.strict_filters) return definition;
    throw missingFilters(symbol, files[0]?.path ?? 'a file', (path) => path.join('.'));
  }
  const rules = rulesOf(filters, quantizer.enforce_percent_price_by_side);
  const parsed = InstrumentSchema.safeParse({ ...definition, rules: [rules] });
  if (parsed.success) return parsed.data;
  const { what } = explainIssue(InstrumentSchema, { ...definition, rules: [rules] }, parsed.error.issues, (path) =>
    path.slice(2).map(String).join('.'),
  );
  const mend = `state the scale under instruments.${symbol}`;
  throw new InputError('quantizer.filters_path', `the filters of ${symbol} do not fit: ${what}`, mend);
}

function rulesOf(filters: FilterRules, hasBand: boolean): InstrumentDefinition['rules'][number] {
  const { band, ...rules } = filters;
  return { from: ALWAYS, ...rules, ...(hasBand && band !== undefined ? { band } : {}) };
}

/** @throws InputError when price × quantity would have more decimals than the ledger keeps */
export function fineEnoughForFees(
  { fees }: { readonly fees?: RunConfig['fees'] | undefined },
  symbol: string,
  definition: InstrumentDefinition,
): InstrumentDefinition {
  const isReceived = fees?.enabled === true && fees.settlement.mode === 'received';
  if (!isReceived || definition.asset_class === 'us_equity' || definition.qty_scale >= FEE_DECIMALS) return definition;
  if (definition.price_scale + FEE_DECIMALS <= MOST_DECIMALS) return { ...definition, qty_scale: FEE_DECIMALS };
  throw new InputError(
    'fees.settlement.mode',
    `received needs ${FEE_DECIMALS} decimals of a quantity, but ${symbol} has ${definition.price_scale} of a price, and the ledger keeps ${MOST_DECIMALS} together`,
    `write fees.settlement.mode: quote, or state a smaller instruments.${symbol}.price_scale`,
  );
}
