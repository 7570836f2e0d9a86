// The names of one journal: its instruments, strategies and assets, each known to cores by its index.
// Constant within a journal, so that a core can use arrays where the wire has words.

import { assetScale, invariant, type Brand, type Instrument, type InstrumentIndex } from '@tradingbot/domain';
import { constantOf, type Constant } from './byte-writer.ts';
import { isToken } from './wire.ts';

/** The position of a strategy in its journal's manifest. */
export type StrategyIndex = Brand<number, 'StrategyIndex'>;
export const strategyIndex = (value: number): StrategyIndex => value as StrategyIndex;

export interface Catalog {
  readonly instruments: readonly Instrument[];
  readonly strategies: readonly string[];
  /** The account's one currency: the quote asset of every instrument. */
  readonly currency: string;
}

/** Decimals to which the account's currency is kept in this journal. */
export const moneyScaleOf = (catalog: Catalog): number => assetScale(catalog.instruments, catalog.currency);

/** What the serialisers look up: names to indices and back, and the scales of numbers. */
export interface Names {
  readonly symbolJson: readonly string[];
  readonly strategyJson: readonly string[];
  readonly symbolBytes: readonly Constant[];
  readonly strategyBytes: readonly Constant[];
  readonly priceScale: readonly number[];
  readonly qtyScale: readonly number[];
  readonly moneyScale: number;
  readonly instrumentOf: (symbol: string) => InstrumentIndex;
  readonly strategyOf: (name: string) => StrategyIndex;
  readonly assetScale: (asset: string) => number;
}

/** @throws InvariantError when two names are equal, or one cannot be written on the wire */
export function namesOf(catalog: Catalog): Names {
  const { instruments, strategies, currency } = catalog;
  const symbols = numbered(
    'symbol',
    instruments.map((i) => i.symbol),
  );
  const strategyNames = numbered('strategy', strategies);
  const assets = new Map<string, number>();
  for (const asset of [currency, ...instruments.flatMap((i) => [i.base, i.quote])]) {
    invariant(isToken(asset), `the name of an asset needs no escaping, unlike ${JSON.stringify(asset)}`);
    assets.set(asset, assetScale(instruments, asset));
  }
  const known = (table: Map<string, number>, what: string, name: string): number => {
    const found = table.get(name);
    invariant(found !== undefined, `${what} "${name}" is not in the journal's manifest`);
    return found;
  };
  const symbolJson = instruments.map((i) => JSON.stringify(i.symbol));
  const strategyJson = strategies.map((name) => JSON.stringify(name));
  return {
    symbolJson,
    strategyJson,
    symbolBytes: symbolJson.map(constantOf),
    strategyBytes: strategyJson.map(constantOf),
    priceScale: instruments.map((i) => i.priceScale),
    qtyScale: instruments.map((i) => i.qtyScale),
    moneyScale: moneyScaleOf(catalog),
    instrumentOf: (symbol) => known(symbols, 'instrument', symbol) as InstrumentIndex,
    strategyOf: (name) => known(strategyNames, 'strategy', name) as StrategyIndex,
    assetScale: (asset) => known(assets, 'asset', asset),
  };
}

/** The index of each name. The wire carries names alone, so two equal ones could not be told apart on reading. */
function numbered(what: string, names: readonly string[]): Map<string, number> {
  const indices = new Map<string, number>();
  names.forEach((name, index) => {
    invariant(
      name !== '' && name.isWellFormed(),
      `a ${what} is named by well-formed text, not ${JSON.stringify(name)}`,
    );
    invariant(!indices.has(name), `the ${what} ${JSON.stringify(name)} is in the manifest once`);
    indices.set(name, index);
  });
  return indices;
}
