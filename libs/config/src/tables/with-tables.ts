// Reads the files that a configuration names, once, into the configuration itself. From then on nothing is read: what is
// recorded of a run holds all that its decisions hang on.

import { InputError } from '@tradingbot/domain';
import { configuredSymbols } from '../configured-symbols.ts';
import type { RunConfig } from '../run-config.ts';
import type { PlaceOf } from '../yaml-tree.ts';
import { advTable } from './adv-table.ts';
import { feesTable } from './fees-table.ts';
import { filtersTable } from './filters-table.ts';
import type { NamedFile } from './read-json-file.ts';
import { TablesSchema, type FiltersTable, type RecordedTables } from './recorded-tables.ts';
import { seasonalityFiles, seasonalityTable } from './seasonality-table.ts';

/**
 * A table that is there already stands, as long as it came from the files that are named now.
 * @throws InputError with the place of the key, for a file that is not there or holds something else
 */
export function withTables(config: RunConfig, placeOf: PlaceOf): RunConfig {
  const { tables: before, ...rest } = config;
  const tables: RecordedTables = {};
  const season = seasonalityFiles(config, placeOf);
  const used = [season.liquidity ?? season.latency, season.override, season.latency];
  const isSame = before?.seasonality?.left_out === (config.latency?.seasonality_default ?? 1);
  if (used[0] !== undefined) {
    const kept = isSame ? stands(before?.seasonality, used) : undefined;
    const seasonality = kept ?? seasonalityTable(config, placeOf);
    if (seasonality !== undefined) tables.seasonality = seasonality;
  }
  const fees = fileOf(config.fees.path, ['fees', 'path'], placeOf);
  if (fees !== undefined) tables.fees = stands(before?.fees, [fees]) ?? feesTable(fees);
  const filters = fileOf(config.quantizer?.filters_path, ['quantizer', 'filters_path'], placeOf);
  if (filters !== undefined) tables.filters = filtersOf(config, before?.filters, filters, placeOf);
  const adv = advFiles(config, placeOf);
  if (adv.length > 0) tables.adv = stands(before?.adv, adv) ?? advTable(adv);
  // In the order of the schema, as it is read back.
  return Object.keys(tables).length === 0 ? rest : { ...rest, tables: TablesSchema.parse(tables) };
}

function filtersOf(config: RunConfig, before: FiltersTable | undefined, file: NamedFile, placeOf: PlaceOf) {
  const wanted = configuredSymbols(config);
  const kept = stands(before, [file]);
  const isWhole = kept !== undefined && (wanted ?? []).every((symbol) => Object.hasOwn(kept.symbols, symbol));
  const table = isWhole ? kept : filtersTable({ ...file, absent: WITHOUT_FILTERS }, wanted);
  const missing = wanted?.find((symbol) => !Object.hasOwn(table.symbols, symbol));
  if (missing !== undefined && config.quantizer?.strict_filters === true)
    throw missingFilters(missing, file.path, placeOf);
  return table;
}

const WITHOUT_FILTERS =
  "leave out quantizer to take the catalog's rules, or save the venue's answer to GET /api/v3/exchangeInfo there, by " +
  'symbol, as data/examples/binance_filters.json is';

/** A symbol that the venue's file does not have. */
export const missingFilters = (symbol: string, path: string, placeOf: PlaceOf): InputError =>
  new InputError(
    placeOf(['quantizer', 'filters_path']),
    `quantizer.filters_path names ${path}, which has no filters of ${symbol}`,
    "fetch the file anew, or say quantizer.strict_filters: false to take the catalog's rules",
  );

function advFiles({ adv, execution }: RunConfig, placeOf: PlaceOf): NamedFile[] {
  const capacity = execution.bar_capacity_base;
  return [
    fileOf(adv?.enabled === true ? adv.path : undefined, ['adv', 'path'], placeOf),
    fileOf(
      capacity.enabled ? capacity.adv_base_path : undefined,
      ['execution', 'bar_capacity_base', 'adv_base_path'],
      placeOf,
    ),
  ].filter((file) => file !== undefined);
}

const fileOf = (path: string | undefined, keys: readonly string[], placeOf: PlaceOf): NamedFile | undefined =>
  path === undefined ? undefined : { key: keys.join('.'), path, place: placeOf(keys) };

/** `table` when it was read from exactly these files. */
function stands<Table extends { readonly files: readonly { readonly path: string }[] }>(
  table: Table | undefined,
  named: readonly (NamedFile | undefined)[],
): Table | undefined {
  const wanted = [...new Set(named.flatMap((file) => (file === undefined ? [] : [file.path])))];
  const isSame = table?.files.length === wanted.length && table.files.every(({ path }, at) => path === wanted[at]);
  return isSame ? table : undefined;
}
