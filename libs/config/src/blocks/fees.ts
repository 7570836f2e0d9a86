// The block `fees`: what the venue charges, by whom, in what, and rounded how. Stated, never assumed.

import { MIN_ASSET_SCALE, parseDecimal, type Exact } from '@tradingbot/domain';
import { z } from 'zod';
import {
  basisPoints,
  block,
  bySymbol,
  decimal,
  flag,
  number,
  oneOf,
  path,
  positiveDecimal,
  wholeNumber,
} from '../config-fields.ts';
import { CONFIG, VENUE } from '../readers.ts';

const SYMBOL_EXPECTED = 'expected a map with keys such as maker_bps';
const rate = () => basisPoints(0, 1000);
const discount = () => number(0, 1);

const TierSchema = z.strictObject(
  {
    maker_bps: rate().meta({ unit: 'bps', description: 'Of a fill that gives liquidity.' }),
    taker_bps: rate().meta({ unit: 'bps', description: 'Of a fill that takes liquidity.' }),
  },
  { error: 'expected a map of maker_bps and taker_bps' },
);

/** What is stated of one symbol, here or in a file; what is left out is that of all. */
export const SymbolFeesSchema = z.strictObject(
  {
    maker_bps: rate().optional().meta({ unit: 'bps', description: 'Of a fill that gives liquidity.' }),
    taker_bps: rate().optional().meta({ unit: 'bps', description: 'Of a fill that takes liquidity.' }),
    vip_tier: wholeNumber(0, 99).optional().meta({ unit: 'tier', description: 'Which of `vip_rates` holds.' }),
    vip_rates: z
      .record(z.string().regex(/^\d{1,2}$/, { error: 'expected the number of a tier' }), TierSchema, {
        error: 'expected a map from tier to rates',
      })
      .optional()
      .meta({ unit: 'bps', description: 'Rates by tier: {0: {maker_bps, taker_bps}, 1: …}.' }),
    maker_discount_mult: discount().optional().meta({ unit: 'factor', description: 'In place of the general one.' }),
    taker_discount_mult: discount().optional().meta({ unit: 'factor', description: 'In place of the general one.' }),
    fee_rounding_step: positiveDecimal(12)
      .optional()
      .meta({ unit: 'asset charged', description: 'A fee is a multiple of this.' }),
    quantizer: z
      .strictObject(
        { commission_step: positiveDecimal(12).meta({ unit: 'asset charged', description: 'As fee_rounding_step.' }) },
        { error: 'expected a map with the key commission_step' },
      )
      .optional()
      .meta({ description: 'Another place for the step.' }),
  },
  { error: SYMBOL_EXPECTED },
);

export type SymbolFees = z.output<typeof SymbolFeesSchema>;

const RoundingSchema = block({
  enabled: flag()
    .default(true)
    .meta({ description: "Whether this block holds; without it fees are rounded up to the asset's last decimal." }),
  mode: oneOf(['up', 'nearest', 'down']).default('up').meta({ description: 'Which way.' }),
  step: positiveDecimal(12)
    .optional()
    .meta({ unit: 'asset charged', description: "A fee is a multiple of this. Default: the asset's last decimal." }),
  minimum_fee: decimal().default('0').meta({ unit: "account's currency", description: 'The least fee; 0 = none.' }),
  maximum_fee: decimal()
    .default('0')
    .meta({ unit: "account's currency", description: 'The most, not less than `minimum_fee`; 0 = none.' }),
  per_symbol: bySymbol(
    z.strictObject(
      { step: positiveDecimal(12).meta({ unit: 'asset charged', description: 'In place of the general one.' }) },
      { error: 'expected a map with the key step' },
    ),
    'a step',
  )
    .default({})
    .meta({ description: 'Steps of single symbols, which the catalog or `instruments` define.' }),
}).superRefine(({ enabled, minimum_fee, maximum_fee }, context) => {
  if (!enabled || maximum_fee === '0' || exact(minimum_fee) <= exact(maximum_fee)) return;
  context.addIssue({ code: 'custom', path: ['maximum_fee'], message: 'expected at least minimum_fee' });
});

const exact = (amount: string): Exact => parseDecimal(amount, MIN_ASSET_SCALE);

export const RegulatorySchema = block({
  enabled: flag().default(true).meta({ description: 'Whether sales of US stocks pay these fees.' }),
  sec_fee_per_million: positiveDecimal(3)
    .default('27.8')
    .meta({ unit: 'USD per million', description: "The SEC's fee on the value sold." }),
  taf_fee_per_share: positiveDecimal()
    .default('0.000166')
    .meta({ unit: 'USD per share', description: "FINRA's trading activity fee." }),
  taf_max_fee: positiveDecimal().default('8.3').meta({ unit: 'USD', description: 'The most of it per fill.' }),
});

export const FeesSchema = block({
  enabled: flag().default(true).meta({ description: 'Whether anything is charged.' }),
  structure: z
    .literal('flat', { error: 'expected flat' })
    .optional()
    .meta({ description: 'flat: no commission but what is stated here, as US brokers do.' }),
  maker_bps: basisPoints().optional().meta({
    unit: 'bps',
    description: "Of a fill's value that gives liquidity. Needed unless `structure` or a file says it.",
  }),
  taker_bps: basisPoints().optional().meta({
    unit: 'bps',
    description: "Of a fill's value that takes liquidity. Needed unless `structure` or a file says it.",
  }),
  path: path()
    .optional()
    .meta({ reader: CONFIG, description: 'A JSON file of fees by symbol, such as fees_by_symbol.json.' }),
  symbol_fee_table: bySymbol(SymbolFeesSchema, 'fees')
    .default({})
    .meta({ description: 'Fees of single symbols, which the catalog or `instruments` define; outranks the file.' }),
  vip_tier: wholeNumber(0, 99)
    .optional()
    .meta({ unit: 'tier', description: 'Which of the `vip_rates` of a symbol holds.' }),
  use_bnb_discount: flag()
    .default(false)
    .meta({ description: 'Whether fees are 0.75 of what they are, as Binance grants it.' }),
  maker_discount_mult: discount()
    .optional()
    .meta({ unit: 'factor', description: 'Times the rate of a maker. Default: 0.75 with use_bnb_discount, else 1.' }),
  taker_discount_mult: discount()
    .optional()
    .meta({ unit: 'factor', description: 'Times the rate of a taker. Default: 0.75 with use_bnb_discount, else 1.' }),
  taker_fee_override_bps: basisPoints()
    .optional()
    .meta({ unit: 'bps', description: 'The rate of a taker, whatever else is stated, before discounts.' }),
  rounding: RoundingSchema.prefault({}).meta({ description: 'How fees are rounded.' }),
  settlement: block({
    mode: oneOf(['quote', 'received', 'bnb']).default('quote').meta({
      description: "In the account's currency, in the asset that a fill brings, or in BNB while there is enough.",
    }),
  })
    .prefault({})
    .meta({ description: 'In which asset fees are paid.' }),
  regulatory: RegulatorySchema.optional().meta({ description: 'Fees on sales of US stocks. Default: none.' }),
})
  .superRefine((fees, context) => {
    for (const key of ['maker_bps', 'taker_bps'] as const) {
      const needed = fees.enabled && fees.structure === undefined && fees.path === undefined && fees[key] === undefined;
      if (needed && Object.keys(fees.symbol_fee_table).length === 0)
        context.addIssue({ code: 'custom', path: [key], message: EXPECTED_RATE });
    }
  })
  .meta({ reader: VENUE });

const EXPECTED_RATE = 'expected basis points from 0 to 1000, such as 10 for 0.1 %';
