// The block `quantizer`: the venue's own file of rules for orders, in place of those of the catalog.

import { block, flag, only, path } from '../config-fields.ts';
import { CONFIG } from '../readers.ts';

export const QuantizerSchema = block({
  filters_path: path().default('data/binance_filters.json').meta({
    description:
      "The venue's filters: tick, lot, least and most quantity, least value, price band; the answer to GET /api/v3/exchangeInfo, by symbol, in the shape of data/examples/binance_filters.json. Without the block `quantizer` the catalog's rules are taken.",
  }),
  strict_filters: flag()
    .default(true)
    .meta({ description: "Whether every symbol must stand in that file; else the catalog's rules are taken." }),
  enforce_percent_price_by_side: flag()
    .default(true)
    .meta({ description: "Whether an order's price must lie in the band of that file." }),
  quantize_mode: only('inward', 'orders are never enlarged and limits never made more aggressive')
    .default('inward')
    .meta({ description: 'A quantity is cut to the lot; a buy goes down to the tick, a sell up.' }),
}).meta({ reader: CONFIG });
