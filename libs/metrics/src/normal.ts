// The normal distribution function and its inverse, to about the last digits of a double.

const ROOT_2_PI = Math.sqrt(2 * Math.PI);

export const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / ROOT_2_PI;

/** The share of a standard normal distribution that lies at or below `x`. */
export function normalCdf(x: number): number {
  if (x === 0) return 0.5;
  const upper = upperTail(Math.abs(x));
  return x > 0 ? 1 - upper : upper;
}

/** Beyond this the series takes too many terms and the continued fraction few. */
const FAR = 3;

/** The share above `x ≥ 0`. G. Marsaglia, "Evaluating the normal distribution", J. Stat. Software 11 (2004), for the series. */
function upperTail(x: number): number {
  if (x < FAR) {
    let term = x;
    let sum = x;
    for (let i = 3; sum + term !== sum; i += 2) {
      term *= (x * x) / i;
      sum += term;
    }
    return 0.5 - sum * normalDensity(x);
  }
  // Laplace's continued fraction, from far enough behind: 1/(x + 1/(x + 2/(x + …))).
  let fraction = x;
  for (let i = 200; i > 0; i--) fraction = x + i / fraction;
  return normalDensity(x) / fraction;
}

/**
 * The `x` below which lies the share `p`, 0 < p < 1: by halving, then by Newton's steps, which double the digits.
 * @returns −∞ for 0 and ∞ for 1
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  // Where the tail is small its own digits count, not those of 1 minus it.
  if (p > 0.5) return -normalQuantile(1 - p);
  let low = -40;
  let high = 0;
  for (let i = 0; i < 20; i++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  let x = (low + high) / 2;
  for (let i = 0; i < 4; i++) {
    const density = normalDensity(x);
    if (density === 0) break;
    x -= (normalCdf(x) - p) / density;
  }
  return x;
}
