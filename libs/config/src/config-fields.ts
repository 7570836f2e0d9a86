// The kinds of value that a configuration is made of, each with the words that say what it should have been.

import {
  DecimalError,
  formatDecimal,
  formatFloat,
  MIN_ASSET_SCALE,
  parseDecimal,
  parseMicros,
  parseTimeframe,
} from '@tradingbot/domain';
import { z } from 'zod';

/** A decimal number, zero or more, as its canonical string: exact, whether it was written as a number or in quotes. */
export const decimal = (scale = MIN_ASSET_SCALE) => {
  const error = `expected a decimal number with at most ${scale} decimals, such as 1000 or "0.25"`;
  return z.union([z.number(), z.string()], { error }).transform((value, context): string => {
    const canonical = canonicalDecimal(value, scale);
    if (canonical !== undefined) return canonical;
    context.addIssue({ code: 'custom', message: error, input: value });
    return z.NEVER;
  });
};

/** `decimal` that is more than zero. */
export const positiveDecimal = (scale = MIN_ASSET_SCALE) =>
  decimal(scale).refine((value) => value !== '0', { error: 'expected a decimal number above 0' });

function canonicalDecimal(value: number | string, scale: number): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  try {
    const exact = parseDecimal(typeof value === 'number' ? formatFloat(value) : value, scale);
    return exact < 0 ? undefined : formatDecimal(exact, scale);
  } catch (error) {
    if (error instanceof DecimalError) return undefined;
    throw error;
  }
}

/** Hundredths of a percent; 10 is 0.1 %. */
export const basisPoints = (least = 0, most = 1000) => {
  const error = `expected basis points from ${least} to ${most}, such as 10 for 0.1 %`;
  return z.number({ error }).min(least, { error }).max(most, { error });
};

/** A number from `least` to `most`, both included. */
export const number = (least: number, most: number) => {
  const bounds = most === Infinity ? `of ${least} or more` : `from ${least} to ${most}`;
  const error = least === -Infinity ? 'expected a number' : `expected a number ${bounds}`;
  return z.number({ error }).min(least, { error }).max(most, { error });
};

/** A number above 0, at most `most`. */
export const positive = (most = Infinity) => {
  const error = most === Infinity ? 'expected a number above 0' : `expected a number above 0 and at most ${most}`;
  return z.number({ error }).gt(0, { error }).max(most, { error });
};

/** A date or date-time of UTC, kept as it was written. */
export const instant = () => {
  const error = 'expected a UTC date or date-time, such as 2021-01-01 or 2021-01-01T09:30:00Z';
  return z.string({ error }).refine((text) => parseMicros(text) !== undefined, { error });
};

/** A length of time such as "1h". */
export const timeframe = () => {
  const error = 'expected a length of time such as 1m, 15m, 1h, 4h or 1d';
  return z.string({ error }).refine((text) => parseTimeframe(text) !== undefined, { error });
};

export const flag = () => z.boolean({ error: 'expected true or false' });

/** A whole number from `least` to `most`. */
export const wholeNumber = (least: number, most: number) => {
  const error = `expected a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

/** A venue's own name of an instrument. Quotes keep YAML from reading `1INCH` or `ON` as something else. */
export const symbol = () => {
  const error = 'expected a symbol such as BTCUSDT or SPY';
  return z.string({ error }).regex(/^[A-Za-z0-9._:/-]{1,32}$/, { error });
};

/** Text that is not empty. */
export const text = (error: string) => z.string({ error }).min(1, { error });

/** The path of a file, relative to the working directory. */
export const path = () => text('expected the path of a file');

/** One of several words. */
export const oneOf = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, { error: `expected ${names.length === 1 ? names[0] : `one of ${names.join(', ')}`}` });

/** A value that is stated for the reader and can be no other: what else it might mean is not what happens here. */
export const only = <const Value extends string | boolean>(value: Value, why: string) =>
  z.literal(value, { error: `expected ${value}: ${why}` });

/** A block of keys. */
export const block = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, { error: 'expected a map of keys' });

/** A map from symbol to `value`. */
export const bySymbol = <Value extends z.core.$ZodType>(value: Value, what: string) =>
  z.record(symbol(), value, { error: `expected a map from symbol to ${what}` });
