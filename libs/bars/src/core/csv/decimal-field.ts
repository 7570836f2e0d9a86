// Decimal numbers straight from bytes: prices as integers at a scale, exactly, and volumes as the nearest double.

import type { FieldFault } from '../field-fault.ts';
import { powerOfTen, scaledFromDouble } from '../price-from-double.ts';

const DOT = 46;
const ZERO = 48;
/** A decimal number as people and programs write it; an exponent is how small prices are printed. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;
/** A double is printed with up to 17 digits; from 16 on its last ones may be noise. */
const DIGITS_OF_A_DOUBLE = 15;
const LONGEST = 400;

/**
 * The integer `text × 10^scale`, where text is the bytes from `start` to `end`. NaN when it is not plain digits with
 * at most one dot, is finer than the scale, or no safe integer: `oddPrice` then finds out. `scale` is 0 … 15.
 */
export function plainPrice(bytes: Uint8Array, start: number, end: number, scale: number): number {
  let value = 0;
  let i = start;
  let digit: number;
  for (; i < end && (digit = (bytes[i] as number) - ZERO) >= 0 && digit <= 9; i++) value = value * 10 + digit;
  const whole = i - start;
  let missing = scale;
  if (i < end && bytes[i] === DOT) {
    i += 1;
    const stop = i + scale < end ? i + scale : end;
    for (; i < stop && (digit = (bytes[i] as number) - ZERO) >= 0 && digit <= 9; i++) {
      value = value * 10 + digit;
      missing -= 1;
    }
    // Venues print more zeros than the price has decimals.
    while (i < end && bytes[i] === ZERO) i++;
  }
  if (i < end || whole === 0) return NaN;
  // Every step up to here was exact while below 2^53, and what has passed 2^53 never comes back.
  value *= powerOfTen(missing);
  return value <= Number.MAX_SAFE_INTEGER ? value : NaN;
}

/** A price that `plainPrice` does not read: signs, blanks, exponents, the noise of a printed double, or a fault. */
export function oddPrice(text: string, scale: number): number | FieldFault {
  const trimmed = text.trim();
  const fault = numberFault(trimmed);
  if (fault !== undefined) return fault;
  const value = Number(trimmed);
  const hasExponent = /[eE]/.test(trimmed);
  const [whole = '', fraction = ''] = trimmed.split('.');
  const decimals = fraction.replace(/0+$/, '');
  if (!hasExponent && decimals.length <= scale) {
    // All digits of an integer: read exactly when it is safe, and known to be unsafe when it is not.
    const exact = Number(whole + decimals.padEnd(scale, '0'));
    return Number.isSafeInteger(exact) ? exact : 'too large';
  }
  if (!Number.isFinite(value) || Math.abs(value) * powerOfTen(scale) > Number.MAX_SAFE_INTEGER) return 'too large';
  const digits = trimmed.replace(/^[+-]?0*\.?0*|\./g, '').length;
  if (!hasExponent && digits <= DIGITS_OF_A_DOUBLE) return 'too fine';
  const scaled = scaledFromDouble(value, scale);
  return Number.isNaN(scaled) ? 'too fine' : scaled;
}

/** The nearest double of plain digits with at most one dot; NaN for anything else, then ask `oddNumber`. */
export function plainNumber(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  let decimals = 0;
  let i = start;
  let digit: number;
  for (; i < end && (digit = (bytes[i] as number) - ZERO) >= 0 && digit <= 9; i++) value = value * 10 + digit;
  const whole = i - start;
  if (i < end && bytes[i] === DOT) {
    i += 1;
    for (; i < end && (digit = (bytes[i] as number) - ZERO) >= 0 && digit <= 9; i++) {
      value = value * 10 + digit;
      decimals += 1;
    }
  }
  if (i < end || whole === 0 || decimals > 22 || value > Number.MAX_SAFE_INTEGER) return NaN;
  // Both exact, so their quotient is the nearest double (W. D. Clinger, 1990).
  return decimals === 0 ? value : value / powerOfTen(decimals);
}

/** A number that `plainNumber` does not read. */
export function oddNumber(text: string): number | FieldFault {
  const trimmed = text.trim();
  const fault = numberFault(trimmed);
  if (fault !== undefined) return fault;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : 'too large';
}

function numberFault(trimmed: string): FieldFault | undefined {
  if (trimmed === '') return 'empty';
  if (/^[+-]?(?:nan|inf|infinity)$/i.test(trimmed)) return 'not finite';
  return trimmed.length <= LONGEST && NUMBER.test(trimmed) ? undefined : 'not a number';
}
