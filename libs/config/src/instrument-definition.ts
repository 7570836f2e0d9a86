// An instrument as YAML states it: names, scales, and the venue's rules since when.

import {
  DecimalError,
  marketSymbol,
  parseDecimal,
  parseMicros,
  parseSafeDecimal,
  price,
  qty,
  type Instrument,
  type TradingRules,
} from '@tradingbot/domain';
import { z } from 'zod';
import { decimal, instant, positive, positiveDecimal, wholeNumber } from './config-fields.ts';

/** price × quantity keeps this many decimals at most, so that the ledger's integers stay small. */
export const MOST_DECIMALS = 12;

const name = (error: string) => z.string({ error }).regex(/^[A-Za-z0-9._-]{1,32}$/, { error });

/** A venue's rules, whenever they hold. */
export const RULE_SHAPE = {
  tick: positiveDecimal(12).meta({ unit: 'quote asset', description: 'Order prices are a multiple of this.' }),
  lot: positiveDecimal(12).meta({ unit: 'base asset', description: 'Order quantities are a multiple of this.' }),
  min_qty: decimal(12).default('0').meta({ unit: 'base asset', description: 'The smallest quantity of an order.' }),
  min_notional: decimal(12)
    .default('0')
    .meta({ unit: 'quote asset', description: 'The least price × quantity of an order.' }),
  max_qty: positiveDecimal(12)
    .optional()
    .meta({ unit: 'base asset', description: 'The largest quantity of one order. Default: none.' }),
  band: z
    .strictObject(
      {
        down: positive().meta({ unit: 'factor', description: 'The least price of an order, times the last close.' }),
        up: positive().meta({ unit: 'factor', description: 'The highest.' }),
      },
      { error: 'expected a map with the keys down and up' },
    )
    .optional()
    .meta({ description: "Where an order's price must lie. Default: anywhere." }),
};

const RulesSchema = z.strictObject(
  {
    from: instant().describe('The instant from which these rules hold, UTC.'),
    ...RULE_SHAPE,
  },
  { error: 'expected a map with the keys from, tick and lot' },
);

const SHAPE = {
  asset_class: z
    .enum(['crypto_spot', 'us_equity'], { error: 'expected crypto_spot or us_equity' })
    .describe('crypto_spot trades around the clock, us_equity in the sessions of the New York Stock Exchange.'),
  venue: name('expected the short name of a venue, such as binance').describe('Where it trades.'),
  base: name('expected the short name of an asset, such as BTC').describe('The asset that is bought and sold.'),
  quote: name('expected the short name of an asset, such as USDT').describe('The asset that it is paid with.'),
  price_scale: wholeNumber(0, 10).meta({
    unit: 'decimals',
    description: 'Of a price; may be finer than the tick, for trades of older days.',
  }),
  qty_scale: wholeNumber(0, 10).meta({ unit: 'decimals', description: 'Of a quantity.' }),
  rules: z
    .array(RulesSchema, { error: 'expected a list of rules' })
    .min(1, { error: 'expected at least one set of rules' })
    .describe("The venue's rules for orders, oldest first; each holds until the next one's `from`."),
};

/** A whole definition. */
export const InstrumentSchema = z
  .strictObject(SHAPE, { error: 'expected a map with the keys of an instrument' })
  .superRefine((definition, context) => {
    const { price_scale, qty_scale, rules } = definition;
    const refuse = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    if (price_scale + qty_scale > MOST_DECIMALS) {
      refuse(['qty_scale'], `expected price_scale + qty_scale to be at most ${MOST_DECIMALS}`);
    }
    rules.forEach((rule, index) => {
      const before = rules[index - 1];
      const at = ['rules', index];
      if (before !== undefined && timeOf(before.from) >= timeOf(rule.from))
        refuse([...at, 'from'], 'expected a later time than the rules before');
      if (!fits(rule.tick, price_scale))
        refuse([...at, 'tick'], `expected at most ${price_scale} decimals (price_scale)`);
      if (!fits(rule.lot, qty_scale)) refuse([...at, 'lot'], `expected at most ${qty_scale} decimals (qty_scale)`);
      if (!fits(rule.min_qty, qty_scale))
        refuse([...at, 'min_qty'], `expected at most ${qty_scale} decimals (qty_scale)`);
      if (rule.max_qty !== undefined && !fits(rule.max_qty, qty_scale))
        refuse([...at, 'max_qty'], `expected at most ${qty_scale} decimals (qty_scale)`);
      if (!fits(rule.min_notional, price_scale + qty_scale)) {
        refuse(
          [...at, 'min_notional'],
          `expected at most ${price_scale + qty_scale} decimals (price_scale + qty_scale)`,
        );
      }
    });
  });

export type InstrumentDefinition = z.output<typeof InstrumentSchema>;

/** The keys to change in a definition of the catalog, or all of a new one; checked as a whole once merged. */
export const InstrumentOverrideSchema = z
  .strictObject(SHAPE, { error: 'expected a map with the keys of an instrument' })
  .partial();

/** What an asset class decides when no catalog lists a symbol: all but the names. */
export const InstrumentDefaultsSchema = z
  .strictObject(SHAPE)
  .omit({ asset_class: true, base: true })
  .describe('An instrument without its name.');

/** The instrument of a definition, for cores. */
export function instrumentOf(symbol: string, definition: InstrumentDefinition): Instrument {
  return {
    symbol: marketSymbol(symbol),
    venue: definition.venue,
    assetClass: definition.asset_class,
    base: definition.base,
    quote: definition.quote,
    priceScale: definition.price_scale,
    qtyScale: definition.qty_scale,
    calendar: definition.asset_class === 'us_equity' ? 'NYSE' : '24x7',
  };
}

/** The venue's rules of a definition, oldest first. */
export function rulesOf({ rules, price_scale, qty_scale }: InstrumentDefinition): TradingRules[] {
  return rules.map((rule) => ({
    from: timeOf(rule.from),
    tick: price(parseSafeDecimal(rule.tick, price_scale)),
    lot: qty(parseSafeDecimal(rule.lot, qty_scale)),
    minQty: qty(parseSafeDecimal(rule.min_qty, qty_scale)),
    ...(rule.max_qty === undefined ? {} : { maxQty: qty(parseSafeDecimal(rule.max_qty, qty_scale)) }),
    ...(rule.band === undefined ? {} : { band: rule.band }),
    minNotional: parseDecimal(rule.min_notional, price_scale + qty_scale),
  }));
}

function timeOf(text: string): TradingRules['from'] {
  const time = parseMicros(text);
  if (time === undefined) throw new Error(`${text} was checked to be a time`);
  return time;
}

/** Whether a decimal is a safe integer at `scale`. */
function fits(text: string, scale: number): boolean {
  try {
    parseSafeDecimal(text, scale);
    return true;
  } catch (error) {
    if (error instanceof DecimalError) return false;
    throw error;
  }
}
