// A price that a file keeps as a binary fraction, as the integer that was meant.
// A double is the nearest one to a decimal; the decimal is taken back, never rounded to.

const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** 10^exponent for 0 … 22, where a double holds it exactly. */
export const powerOfTen = (exponent: number): number => POWERS[exponent] as number;

/** How far `value × 10^scale` may be from an integer, relative to it: what a few roundings leave behind. */
const RELATIVE_NOISE = 1e-9;
/** And in units of the last place, so that a finer price is seen however large it is. */
const LARGEST_NOISE = 0.01;

/** `value × 10^scale` when that is an integer but for the noise of doubles; NaN when the price is finer than the scale. */
export function scaledFromDouble(value: number, scale: number): number {
  const power = powerOfTen(scale);
  const exact = value * power;
  const rounded = Math.round(exact);
  if (rounded / power === value) return rounded;
  const noise = Math.abs(exact - rounded);
  return noise <= Math.min(Math.abs(rounded) * RELATIVE_NOISE, LARGEST_NOISE) ? rounded : NaN;
}

/**
 * The same for a single-precision float, which keeps only about seven digits: the shortest decimal within the scale
 * whose nearest float it is; NaN when there is none.
 */
export function scaledFromFloat(value: number, scale: number): number {
  for (let decimals = 0; decimals <= scale; decimals++) {
    const candidate = Math.round(value * powerOfTen(decimals));
    if (Math.fround(candidate / powerOfTen(decimals)) === value) return candidate * powerOfTen(scale - decimals);
  }
  return NaN;
}
