// Integer arithmetic that is exact at every size: a `number` while the value is a safe integer, else a `bigint`.
// The number path is what the hot loops see; the bigint path takes over without a rounding in between.

import { invariant } from './invariant.ts';

/** An exact integer. Always normalised: a value within ±(2^53 − 1) is a number, any other a bigint. */
export type Exact = number | bigint;

/** How a quotient that is not whole becomes an integer. `floor` and `ceil` go towards −∞ and +∞. */
export type Rounding = 'floor' | 'ceil' | 'half-even';

/** The product of two safe integers, without loss. */
export function mulExact(a: number, b: number): Exact {
  const product = a * b;
  // `+ 0` turns the −0 of `0 × −1` into 0.
  if (Number.isSafeInteger(product)) return product + 0;
  return normalise(BigInt(a) * BigInt(b));
}

export function addExact<T extends Exact>(a: T, b: T): T {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum as T;
  }
  return normalise(BigInt(a) + BigInt(b)) as T;
}

export function subExact<T extends Exact>(a: T, b: T): T {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference as T;
  }
  return normalise(BigInt(a) - BigInt(b)) as T;
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareExact(a: Exact, b: Exact): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * `a × b ÷ divisor`, the product taken exactly, the quotient rounded as named.
 * @throws InvariantError when `divisor` is not positive
 */
export function mulDivExact(a: Exact, b: Exact, divisor: Exact, rounding: Rounding): Exact {
  invariant(divisor > 0, 'a divisor is positive');
  if (typeof a === 'number' && typeof b === 'number' && typeof divisor === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return divideSafe(product, divisor, rounding);
    // With a = q × divisor + r it is a × b ÷ divisor = q × b + r × b ÷ divisor: often both parts are still safe.
    const { towardsZero, rest } = divideWithRest(a, divisor);
    const wholePart = towardsZero * b;
    const restProduct = rest * b;
    if (rounding !== 'half-even' && Number.isSafeInteger(wholePart) && Number.isSafeInteger(restProduct)) {
      const sum = wholePart + divideSafe(restProduct, divisor, rounding);
      if (Number.isSafeInteger(sum)) return sum;
    }
  }
  return normalise(divideBig(BigInt(a) * BigInt(b), BigInt(divisor), rounding));
}

/** `value ÷ 10^scale` as the nearest double, from 2^53 on within two units in the last place. For ratios and display. */
export function toFloat(value: Exact, scale: number): number {
  return Number(value) / 10 ** scale;
}

/** A bigint as an `Exact`: a number when it is a safe integer. */
export function normalise(value: bigint): Exact {
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : value;
}

function divideSafe(product: number, divisor: number, rounding: Rounding): number {
  const { towardsZero, rest } = divideWithRest(product, divisor);
  const floor = rest < 0 ? towardsZero - 1 : towardsZero;
  const remainder = rest < 0 ? rest + divisor : rest;
  if (remainder === 0 || rounding === 'floor') return floor;
  if (rounding === 'ceil') return floor + 1;
  const missing = divisor - remainder;
  return remainder > missing || (remainder === missing && floor % 2 !== 0) ? floor + 1 : floor;
}

/**
 * `a = towardsZero × b + rest`, exactly, for safe integers; several times as fast as `%`, which is a call for doubles.
 * The quotient of doubles is the right one but where the product would be ±2^53: there it may be one further from zero,
 * and the rest has the other sign.
 */
function divideWithRest(a: number, b: number): { readonly towardsZero: number; readonly rest: number } {
  // `+ 0` turns −0 into 0.
  const towardsZero = Math.trunc(a / b) + 0;
  return { towardsZero, rest: a - towardsZero * b };
}

function divideBig(product: bigint, divisor: bigint, rounding: Rounding): bigint {
  let remainder = product % divisor;
  if (remainder < 0n) remainder += divisor;
  const floor = (product - remainder) / divisor;
  if (remainder === 0n || rounding === 'floor') return floor;
  if (rounding === 'ceil') return floor + 1n;
  const missing = divisor - remainder;
  return remainder > missing || (remainder === missing && floor % 2n !== 0n) ? floor + 1n : floor;
}
