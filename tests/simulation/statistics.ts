// What the tests of draws measure by: chi-square, Kolmogorov–Smirnov and the normal distribution, in their plain forms.

/** Σ (seen − expected)² ÷ expected over the classes. */
export function chiSquare(seen: readonly number[], expected: readonly number[]): number {
  return expected.reduce((sum, e, i) => sum + ((seen[i] ?? 0) - e) ** 2 / e, 0);
}

/** The largest distance between the sample's distribution and `cdf`, times √n; above 2.23 once in 20,000. */
export function kolmogorovSmirnov(sample: readonly number[], cdf: (value: number) => number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const n = sorted.length;
  const distance = sorted.reduce((most, value, i) => {
    const p = cdf(value);
    return Math.max(most, p - i / n, (i + 1) / n - p);
  }, 0);
  return distance * Math.sqrt(n);
}

/** Φ, by the trapezoid rule over the density from −8 on, in steps of a thousandth: exact to 1e-7. */
export function normalCdf(x: number): number {
  if (x <= -8) return 0;
  if (x >= 8) return 1;
  const at = (x + 8) * 1000;
  const left = Math.floor(at);
  const below = AREAS[left] as number;
  return below + ((AREAS[left + 1] as number) - below) * (at - left);
}

const AREAS = areas();

function areas(): number[] {
  const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const sums = [0];
  for (let i = 1; i <= 16_000; i++) {
    const z = i / 1000 - 8;
    sums.push((sums[i - 1] as number) + (density(z - 0.001) + density(z)) / 2000);
  }
  return sums;
}

export const mean = (sample: readonly number[]): number => sample.reduce((a, b) => a + b, 0) / sample.length;

export function deviation(sample: readonly number[]): number {
  const centre = mean(sample);
  return Math.sqrt(sample.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (sample.length - 1));
}

/** How many standard errors a share of `n` trials lies from `p`. */
export const sigmasOff = (seen: number, n: number, p: number): number => (seen - n * p) / Math.sqrt(n * p * (1 - p));
