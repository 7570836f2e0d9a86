// Division for features: where there is nothing to divide by, nothing is unusual.

/** `a ÷ b`; 0 where `b` is 0. */
export function quotient(a: number, b: number): number {
  return b === 0 ? 0 : a / b;
}

/** A range below this share of the price is what rounding leaves of one long after the market came to stand still. */
const STILL = 1e-9;

/** `tanh(distance ÷ range)`; 0 where the range is below a billionth of `price`. */
export function inRanges(distance: number, range: number, price: number): number {
  return range < STILL * price ? 0 : Math.tanh(distance / range);
}

/** `tanh(ln(a ÷ b))` of numbers that are not negative: −1 where `a` is 0 and `b` is not, 0 where `b` is 0. */
export function relation(a: number, b: number): number {
  return b === 0 ? 0 : Math.tanh(Math.log(a / b));
}
