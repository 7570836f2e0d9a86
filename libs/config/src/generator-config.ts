// The block `data.generator`: a market that is made from a seed. Its model has the keys of market_regimes.json.

import { parseMicros } from '@tradingbot/domain';
import { z } from 'zod';
import { instant, number, positiveDecimal, symbol, timeframe, wholeNumber } from './config-fields.ts';

const RegimeSchema = z
  .strictObject(
    {
      mu: number(-Infinity, Infinity).meta({
        unit: 'per year',
        description: 'Drift of the logarithm of the price per year.',
      }),
      sigma: number(0, Infinity).meta({
        unit: 'per √year',
        description: 'Volatility: standard deviation of the logarithm of the price in a year.',
      }),
      kappa: number(0, Infinity).meta({
        unit: 'per day',
        description: 'Pull per day back to the price at which the spell began; 0 is none.',
      }),
      avg_volume: number(0, Infinity).meta({
        unit: 'base asset',
        description: 'Mean volume of a day, in the base asset.',
      }),
      avg_spread: number(0, Infinity).meta({
        unit: 'bps',
        description: 'Ask minus bid, in basis points of the price.',
      }),
    },
    { error: 'expected a map with keys such as sigma' },
  )
  .partial();

const RegimesSchema = z
  .strictObject(
    {
      NORMAL: RegimeSchema.describe('The market as it mostly is.'),
      CHOPPY_FLAT: RegimeSchema.describe('Up and down around one price.'),
      STRONG_TREND: RegimeSchema.describe('Up or down; each spell draws its direction.'),
      ILLIQUID: RegimeSchema.describe('Little volume and a wide spread.'),
    },
    { error: 'expected a map with keys such as NORMAL' },
  )
  .partial();

const ShockSchema = z
  .strictObject(
    {
      probability: number(0, 1).meta({ unit: 'probability', description: 'Of a shock in a bar.' }),
      magnitudes: z
        .array(number(0, Infinity), { error: 'expected a list of numbers such as 0.05' })
        .meta({ unit: 'share', description: 'Sizes, 0.05 for about 5 %; one is drawn, up or down.' }),
    },
    { error: 'expected a map with the keys probability and magnitudes' },
  )
  .partial();

export const GeneratorSchema = z
  .strictObject(
    {
      symbols: z
        .array(symbol(), { error: 'expected a list of symbols' })
        .min(1, { error: 'expected at least one symbol' })
        .refine((symbols) => new Set(symbols).size === symbols.length, { error: 'expected each symbol once' })
        .describe('Whose bars are made. A symbol has the same bars whichever others stand beside it.'),
      timeframe: timeframe().describe('The length of the bars; a day is a whole number of them.'),
      from: instant().describe('Where the market begins, UTC.'),
      to: instant().optional().describe('Where it ends, UTC, exclusive; or else say `bars`.'),
      bars: wholeNumber(1, 100_000_000)
        .optional()
        .meta({ unit: 'bars', description: 'How many bars each symbol has, in place of `to`.' }),
      seed: wholeNumber(0, 2 ** 31 - 1)
        .default(0)
        .meta({ unit: 'seed', description: 'The start of the random numbers of this market. Same seed, same bars.' }),
      correlation: number(-1, 1).default(0.5).meta({
        unit: 'correlation',
        description: 'Of each symbol with the market as a whole; of two symbols with each other it is the square.',
      }),
      start_prices: z
        .record(symbol(), positiveDecimal(12), { error: 'expected a map from symbol to price' })
        .default({})
        .meta({ unit: 'price', description: 'The price before the first bar, by symbol. Default: 100.' }),
      regimes: RegimesSchema.optional().describe('The kinds of spell a market goes through, by the keys to change.'),
      regime_probs: z
        .array(number(0, 1), { error: 'expected four probabilities' })
        .length(4, { error: 'expected four probabilities' })
        .optional()
        .meta({
          unit: 'probability',
          description: 'Of NORMAL, CHOPPY_FLAT, STRONG_TREND and ILLIQUID whenever a spell begins; they add up to 1.',
        }),
      regime_dwell: number(0, Infinity)
        .optional()
        .meta({ unit: 'days', description: 'Mean length of a spell in days.' }),
      flash_shock: ShockSchema.optional().describe('Sudden moves that fade within hours.'),
    },
    { error: 'expected a map with keys such as symbols, timeframe, from and bars' },
  )
  .superRefine(({ symbols, from, to, bars, start_prices }, context) => {
    const refuse = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
    if (to === undefined && bars === undefined) refuse(['bars'], 'expected a number of bars, or an end in `to`');
    if (to !== undefined && bars !== undefined) refuse(['bars'], 'expected nothing here, because `to` is given');
    if (to !== undefined && (parseMicros(to) ?? 0) <= (parseMicros(from) ?? 0)) {
      refuse(['to'], 'expected a time after data.generator.from');
    }
    for (const name of Object.keys(start_prices)) {
      if (!symbols.includes(name))
        refuse(['start_prices', name], `expected only symbols that are made: ${symbols.join(', ')}`);
    }
  });
