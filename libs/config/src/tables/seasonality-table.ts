// 168 multipliers for each of liquidity, spread and latency, from files in the shape of the original platform:
// {"liquidity": […], "spread": […], "latency": […]}, each of 168 hours or 7 days, as a list or as {"0": x, …}.

import { InputError } from '@tradingbot/domain';
import { SEASONALITY_FILE } from '../blocks/seasonality.ts';
import type { RunConfig } from '../run-config.ts';
import type { PlaceOf } from '../yaml-tree.ts';
import { isMap, readJsonFile, refusalOf, type JsonFile, type NamedFile } from './read-json-file.ts';
import type { SeasonalityTable } from './recorded-tables.ts';

const HOURS = 168;
const LEAST = 0.1;
const MOST = 10;

/** The files in use: for liquidity and spread, for latency, and the one to multiply by. */
export function seasonalityFiles(
  config: RunConfig,
  placeOf: PlaceOf,
): {
  readonly liquidity: NamedFile | undefined;
  readonly latency: NamedFile | undefined;
  readonly override: NamedFile | undefined;
} {
  const { use_seasonality, latency, liquidity_seasonality_path, latency_seasonality_path } = config;
  const named = (key: string, path: string): NamedFile => ({ key, path, place: placeOf([key]) });
  const main = named('liquidity_seasonality_path', liquidity_seasonality_path ?? SEASONALITY_FILE);
  const own = latency_seasonality_path;
  const forLatency = latency !== undefined && (latency.use_seasonality ?? (use_seasonality || own !== undefined));
  const override = config.liquidity_seasonality_override_path;
  const isUsed = use_seasonality || forLatency;
  return {
    liquidity: use_seasonality ? main : undefined,
    latency: !forLatency ? undefined : own === undefined ? main : named('latency_seasonality_path', own),
    override: isUsed && override !== undefined ? named('liquidity_seasonality_override_path', override) : undefined,
  };
}

/**
 * The multipliers, those of liquidity and latency kept within 0.1 and 10.
 * @throws InputError for a file that is not there, has another hash than was stated, or holds no such numbers
 */
export function seasonalityTable(config: RunConfig, placeOf: PlaceOf): SeasonalityTable | undefined {
  const { liquidity, latency, override } = seasonalityFiles(config, placeOf);
  if (liquidity === undefined && latency === undefined) return undefined;
  const leftOut = config.latency?.seasonality_default ?? 1;
  const read = new Map<string, JsonFile>();
  const fileOf = (named: NamedFile): JsonFile => {
    const file = read.get(named.path) ?? readJsonFile(named);
    read.set(named.path, file);
    return file;
  };
  for (const named of [liquidity ?? latency, override, latency]) if (named !== undefined) fileOf(named);
  for (const file of read.values()) {
    if (file.key === 'liquidity_seasonality_path') checkHash(file, config.liquidity_seasonality_hash, placeOf);
  }
  const over = override === undefined ? undefined : fileOf(override);
  const multipliers = (named: NamedFile | undefined, name: string, missing: number): number[] => {
    if (named === undefined) return [];
    const values = hoursOf(fileOf(named), name, missing);
    const factors = over === undefined ? [] : hoursOf(over, name, 1);
    const product = values.map((value, hour) => value * (factors[hour] ?? 1));
    return name === 'spread' ? product : product.map((value) => Math.min(Math.max(value, LEAST), MOST));
  };
  return {
    liquidity: multipliers(liquidity, 'liquidity', 1),
    spread: multipliers(liquidity, 'spread', 1),
    latency: multipliers(latency, 'latency', leftOut),
    left_out: leftOut,
    files: [...read.values()].map(({ path, sha256 }) => ({ path, sha256 })),
  };
}

function checkHash(file: JsonFile, stated: string | undefined, placeOf: PlaceOf): void {
  if (stated === undefined || stated.toLowerCase() === file.sha256) return;
  throw new InputError(
    placeOf(['liquidity_seasonality_hash']),
    `liquidity_seasonality_hash is ${stated.toLowerCase()}, but ${file.path} has ${file.sha256}`,
    'name the file that was meant, or state its hash',
  );
}

function hoursOf(file: JsonFile, name: string, missing: number): number[] {
  const stated = file.content[name];
  if (stated === undefined) return Array.from({ length: HOURS }, () => missing);
  const entries = Array.isArray(stated) ? stated : isMap(stated) ? listOf(stated) : undefined;
  if (entries === undefined) throw refusalOf(file, `has ${name} that is no list of numbers`);
  const { length } = entries;
  if (Array.isArray(stated) && length !== HOURS && length !== 7)
    throw refusalOf(file, `has ${length} numbers of ${name}`, 'give 168 for hours or 7 for days');
  const perEntry = length <= 7 ? HOURS / 7 : 1;
  return Array.from({ length: HOURS }, (_, hour) => {
    const at = Math.floor(hour / perEntry);
    const value: unknown = entries[at] ?? missing;
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
    throw refusalOf(file, `has ${String(value)} as number ${at} of ${name}`, 'multipliers are numbers above 0');
  });
}

/** `{"0": x, "5": y}`: by index, with holes. */
function listOf(map: Readonly<Record<string, unknown>>): unknown[] | undefined {
  const list: unknown[] = [];
  for (const [key, value] of Object.entries(map)) {
    if (!/^\d{1,3}$/.test(key) || Number(key) >= HOURS) return undefined;
    list[Number(key)] = value;
  }
  return list;
}
