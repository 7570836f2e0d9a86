// The words and numbers of the wire, as zod schemas. One value has one spelling, because hashes cover bytes:
// "1.10" beside "1.1" would be two events that say the same.

import { formatFloat, formatTimeframe, parseTimeframe, TIMEFRAME_PATTERN } from '@tradingbot/domain';
import { z } from 'zod';

/** Text that UTF-8 can carry: half of a surrogate pair has no bytes, so nothing could be hashed. */
export const textOnWire = z.string().refine((text) => text.isWellFormed(), 'expected well-formed Unicode text');

/** A name of the journal's manifest. */
export const nameOnWire = textOnWire.min(1);

/** Letters and digits of any script, and the marks that names of assets and orders use: nothing that JSON escapes. */
const TOKEN_PATTERN = /^[\p{L}\p{M}\p{N}._:-]+$/u;
export const isToken = (text: string): boolean => TOKEN_PATTERN.test(text);
export const tokenOnWire = z.string().regex(TOKEN_PATTERN, 'expected letters, digits, ".", "_", ":" or "-"');

// No exponent, no "+", no zero before the first digit or after the last, no "-0".
export const decimalOnWire = z
  .string()
  .regex(/^(?!-0$)-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$/, 'expected a canonical decimal such as "-1.5"');
export const unsignedDecimalOnWire = z
  .string()
  .regex(/^(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$/, 'expected a canonical decimal ≥ 0 such as "1.5"');
export const positiveDecimalOnWire = z
  .string()
  .regex(/^(?!0$)(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$/, 'expected a canonical decimal > 0 such as "1.5"');
export const shareOnWire = z
  .string()
  .regex(/^(?:1|0(?:\.[0-9]{0,8}[1-9])?)$/, 'expected a canonical decimal from "0" to "1" with up to 9 decimals');

/** The shortest decimal of a double, of which a longer one would be a second spelling. */
export const floatOnWire = unsignedDecimalOnWire.refine((text) => {
  const value = Number(text);
  return Number.isFinite(value) && formatFloat(value) === text;
}, 'expected the shortest decimal of a double');

/** "1h" and not "60m". */
export const timeframeOnWire = z
  .string()
  .regex(TIMEFRAME_PATTERN, 'expected a timeframe such as "1h"')
  .refine((text) => {
    const length = parseTimeframe(text);
    return length === undefined || formatTimeframe(length) === text;
  }, 'expected the shortest name of a timeframe, such as "1h" for "60m"');

export const integerOnWire = z.int().refine(isNotMinusZero, 'expected 0, not -0');
export const countOnWire = z.int().min(0).refine(isNotMinusZero, 'expected 0, not -0');

/** Any JSON that reads back as it was written; checked before the schema of what it should hold. */
export const jsonOnWire = z.unknown().refine(readsBack, 'expected JSON without -0, lone surrogates and "__proto__"');

function readsBack(value: unknown): boolean {
  if (typeof value === 'number') return isNotMinusZero(value);
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, member]) => key.isWellFormed() && key !== '__proto__' && readsBack(member));
}

function isNotMinusZero(value: number): boolean {
  return !Object.is(value, -0);
}
