// The average daily volume by symbol, in the base asset: {"data": {SYMBOL: {"adv_base": x}}}, or numbers in its place.

import { isMap, readJsonFile, refusalOf, type NamedFile } from './read-json-file.ts';
import type { AdvTable } from './recorded-tables.ts';

/** A later file outranks an earlier one. @throws InputError for a file that holds no volumes */
export function advTable(named: readonly NamedFile[]): AdvTable {
  const symbols: Record<string, number> = {};
  const files = named.map((one) => {
    const file = readJsonFile(one);
    const { data } = file.content;
    for (const [symbol, stated] of Object.entries(isMap(data) ? data : file.content)) {
      if (symbol === 'meta' || symbol === 'metadata') continue;
      const volume = isMap(stated) ? stated['adv_base'] : stated;
      if (typeof volume !== 'number' || !Number.isFinite(volume) || volume <= 0)
        throw refusalOf(file, `has no volume of ${symbol}`, 'write {"adv_base": …} in the base asset');
      symbols[symbol] = volume;
    }
    return { path: file.path, sha256: file.sha256 };
  });
  return { files, symbols };
}
