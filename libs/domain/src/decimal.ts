// Decimal strings in and out: the wire form of every price, quantity and amount of money.
// Canonical form: no exponent, no leading "+", no leading or trailing zeros beyond one digit, "-0" never.

import { normalise, type Exact } from './exact.ts';
import { invariant } from './invariant.ts';

/** What a decimal string must look like. Exponents are refused: a writer of money does not use them. */
export const DECIMAL_PATTERN = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;

export class DecimalError extends Error {
  override readonly name = 'DecimalError';
}

/**
 * The integer `text × 10^scale`.
 * @throws DecimalError when the text is not a plain decimal or has more significant decimals than `scale`
 */
export function parseDecimal(text: string, scale: number): Exact {
  if (!DECIMAL_PATTERN.test(text)) throw new DecimalError(`"${text}" is not a decimal number`);
  const dot = text.indexOf('.');
  if (dot < 0) return integerOf(text + '0'.repeat(scale));
  const fraction = text.slice(dot + 1).replace(/0+$/, '');
  if (fraction.length > scale) {
    throw new DecimalError(`"${text}" has ${fraction.length} decimals, the scale allows ${scale}`);
  }
  return integerOf(text.slice(0, dot) + fraction.padEnd(scale, '0'));
}

/** Up to fifteen digits are exact in a double, and most numbers have no more. */
function integerOf(digits: string): Exact {
  if (digits.length > 15) return normalise(BigInt(digits));
  const value = Number(digits);
  return value === 0 ? 0 : value;
}

/** `parseDecimal` for values that must be safe integers, such as prices and quantities. */
export function parseSafeDecimal(text: string, scale: number): number {
  const value = parseDecimal(text, scale);
  if (typeof value !== 'number') throw new DecimalError(`"${text}" is too large at ${scale} decimals`);
  return value;
}

/** The canonical decimal string of `value ÷ 10^scale`. */
export function formatDecimal(value: Exact, scale: number): string {
  if (typeof value === 'bigint') return formatDigits(value < 0n, String(value < 0n ? -value : value), scale);
  const unit = UNITS[scale];
  if (unit === undefined) return formatDigits(value < 0, String(value < 0 ? -value : value), scale);
  return value < 0 ? `-${formatParts(-value, unit, scale)}` : formatParts(value, unit, scale);
}

/** Powers of ten that are 32-bit integers: with them the digits behind the point are small numbers, which is fast. */
const UNITS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];
const ZEROS = '0000000000';

function formatParts(value: number, unit: number, scale: number): string {
  // The quotient is rounded, so it may be one too large; the products and differences of safe integers are exact.
  let whole = Math.floor(value / unit);
  let rest = value - whole * unit;
  if (rest < 0) {
    whole -= 1;
    rest += unit;
  }
  if (rest === 0) return String(whole);
  let digits = scale;
  let fraction = rest | 0;
  while (fraction % 10 === 0) {
    fraction = (fraction / 10) | 0;
    digits -= 1;
  }
  const text = String(fraction);
  return `${whole}.${ZEROS.slice(0, digits - text.length)}${text}`;
}

function formatDigits(negative: boolean, digits: string, scale: number): string {
  const padded = digits.length > scale ? digits : digits.padStart(scale + 1, '0');
  const point = padded.length - scale;
  let end = padded.length;
  while (end > point && padded.charCodeAt(end - 1) === 48) end--;
  const whole = padded.slice(0, point);
  const body = end === point ? whole : `${whole}.${padded.slice(point, end)}`;
  return negative ? `-${body}` : body;
}

/**
 * The canonical decimal string of a double: its shortest exact-round-trip digits, without an exponent.
 * For measurements such as volume, which are never booked.
 * @throws InvariantError when the double is not finite
 */
export function formatFloat(value: number): string {
  invariant(Number.isFinite(value), 'a double written as a decimal is finite');
  const text = String(value);
  const e = text.indexOf('e');
  if (e < 0) return text;
  const exponent = Number(text.slice(e + 1));
  const mantissa = text.slice(0, e);
  const negative = mantissa.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? mantissa.slice(1) : mantissa).split('.');
  const digits = whole + fraction;
  const body =
    exponent < 0 ? `0.${'0'.repeat(-exponent - whole.length)}${digits}` : digits.padEnd(whole.length + exponent, '0');
  return negative ? `-${body}` : body;
}
