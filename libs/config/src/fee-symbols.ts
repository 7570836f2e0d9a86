// Whether the symbols that a configuration states fees of are symbols at all: a slip would leave the general fee in force.

import { InputError } from '@tradingbot/domain';
import { nearest } from './nearest.ts';
import type { RunConfig } from './run-config.ts';
import { CATALOG_FILE, shippedCatalog } from './shipped-catalog.ts';
import type { PlaceOf } from './yaml-tree.ts';

type Config = Pick<RunConfig, 'instruments' | 'asset_class' | 'fees'>;

/**
 * A symbol that another run trades is allowed, so one block of fees may serve many. Files of fees are those of a whole
 * venue and are not asked.
 * @throws InputError with the place of the key
 */
export function checkFeeSymbols({ instruments, asset_class, fees }: Config, placeOf: PlaceOf): void {
  // Any name may be that of a stock.
  if (asset_class === 'us_equity') return;
  const known = new Set([...shippedCatalog().instruments.keys(), ...Object.keys(instruments)]);
  const tables = [
    [['fees', 'symbol_fee_table'], fees.symbol_fee_table],
    [['fees', 'rounding', 'per_symbol'], fees.rounding.per_symbol],
  ] as const;
  for (const [above, table] of tables) {
    const unknown = Object.keys(table).find((symbol) => !known.has(symbol));
    if (unknown === undefined) continue;
    const path = [...above, unknown];
    const meant = nearest(unknown, known);
    throw new InputError(
      placeOf(path),
      `${path.join('.')} is of a symbol that stands neither in ${CATALOG_FILE} nor under instruments`,
      meant === undefined
        ? 'remove it, or define the symbol'
        : `did you mean ${meant}? if not, remove it, or define the symbol`,
    );
  }
}
