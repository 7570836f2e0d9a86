// Shares of money and prices, exact, without leaving doubles: what `mulDivExact` gives, but never a bigint, and without
// a division, which takes longer than all the rest.

const TWO_POW_32 = 2 ** 32;

/** Divisors go up to here, so that a remainder can be told from its neighbours by its last 32 bits. */
export const LARGEST_DIVISOR = Math.floor(TWO_POW_32 / 3);

/**
 * `⌊a × b ÷ divisor⌋` for integers `a` from 0 to 2^53 − 1, `b` from 0 to 2^31 − 1 and `divisor` from 2^20 to
 * `LARGEST_DIVISOR`, where the result is below 2^53.
 *
 * For any integers with a = q × divisor + r it is q × b + ⌊r × b ÷ divisor⌋, so q need only be near. The second quotient
 * is at most one off, and the last 32 bits of its remainder, which integers multiply exactly, say which way.
 * @param inverse 1 ÷ divisor
 */
export function floorShare(a: number, b: number, divisor: number, inverse: number): number {
  const whole = Math.floor(a * inverse);
  const rest = a - whole * divisor;
  const guess = Math.floor(rest * b * inverse);
  const remainder = (Math.imul(rest, b) - Math.imul(guess, divisor)) >>> 0;
  const near = whole * b + guess;
  if (remainder < divisor) return near;
  return remainder >= TWO_POW_32 - divisor ? near - 1 : near + 1;
}

/** `⌈a × b ÷ divisor⌉`, of the same numbers. */
export function ceilShare(a: number, b: number, divisor: number, inverse: number): number {
  const whole = Math.floor(a * inverse);
  const rest = a - whole * divisor;
  const guess = Math.floor(rest * b * inverse);
  const remainder = (Math.imul(rest, b) - Math.imul(guess, divisor)) >>> 0;
  const near = whole * b + guess;
  if (remainder === 0) return near;
  if (remainder < divisor) return near + 1;
  // One less, and it is no whole quotient; or one more, and it may be.
  if (remainder >= TWO_POW_32 - divisor) return near;
  return remainder === divisor ? near + 1 : near + 2;
}
