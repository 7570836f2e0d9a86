// Fits a GARCH(1,1) to a window of squared returns: the most likely of a fixed grid, at the variance of the window.
// A grid, not a search: every fit costs the same, and no last bit of a path decides where it ends.

/** `h(t+1) = omega + alpha·r(t)² + beta·h(t)`. */
export interface GarchFit {
  readonly omega: number;
  readonly alpha: number;
  readonly beta: number;
  /** Variance of the return after the window. */
  readonly next: number;
}

/** Weight of the newest squared return. */
export const ALPHAS = [0.01, 0.03, 0.05, 0.08, 0.12, 0.17, 0.23, 0.3] as const;
/** α + β: the share of a surprise that is left after a bar. */
export const PERSISTENCES = [0.6, 0.75, 0.85, 0.92, 0.95, 0.97, 0.985, 0.995] as const;

const CELLS = ALPHAS.length * PERSISTENCES.length;
/** Factors of a product whose logarithm is taken at once: it stays far from what a double cannot hold. */
const FACTORS = 16;
/** Below it, squared returns are the rounding of prices that stand still. */
const STILL = 1e-20;

/**
 * Variance targeting (Engle & Mezrich 1996): `omega = s²·(1 − alpha − beta)` with s² the mean square of the window, so
 * that two numbers are left, taken from `ALPHAS` × `PERSISTENCES` by the Gaussian likelihood with mean 0 and h(1) = s².
 * The true maximum lies between grid points: α to about a quarter of itself, the forecast to a few per cent.
 *
 * Source of the model: T. Bollerslev (Journal of Econometrics 31, 1986).
 * @param squares ring of squared returns, oldest at `start`
 * @returns undefined where nothing moves, so that there is nothing to fit
 */
export function fitGarch(squares: Float64Array, start: number): GarchFit | undefined {
  const n = squares.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += squares[i] as number;
  const variance = sum / n;
  if (!(variance > STILL && variance < Infinity)) return undefined;
  const grid = createGrid();
  for (let i = 0, at = start; i < n; i++) {
    addReturn(grid, (squares[at] as number) / variance);
    if (i % FACTORS === FACTORS - 1) takeLogarithms(grid);
    at = at + 1 === n ? 0 : at + 1;
  }
  takeLogarithms(grid);
  return bestOf(grid, variance);
}

/** What a fit keeps of each point of the grid; variances are in units of the window's. */
interface Grid {
  readonly variance: Float64Array;
  /** Product of variances whose logarithm is not yet taken. */
  readonly product: Float64Array;
  /** −2 × the log likelihood, without its constant. */
  readonly cost: Float64Array;
}

const ALPHA = Float64Array.from({ length: CELLS }, (_nothing, cell) => ALPHAS[cell % ALPHAS.length] ?? NaN);
const OMEGA = ALPHA.map((_alpha, cell) => 1 - (PERSISTENCES[Math.floor(cell / ALPHAS.length)] ?? NaN));
const BETA = ALPHA.map((alpha, cell) => 1 - (OMEGA[cell] ?? NaN) - alpha);

function createGrid(): Grid {
  return {
    variance: new Float64Array(CELLS).fill(1),
    product: new Float64Array(CELLS).fill(1),
    cost: new Float64Array(CELLS),
  };
}

function addReturn({ variance, product, cost }: Grid, square: number): void {
  for (let cell = 0; cell < CELLS; cell++) {
    const h = variance[cell] as number;
    product[cell] = (product[cell] as number) * h;
    cost[cell] = (cost[cell] as number) + square / h;
    variance[cell] = (OMEGA[cell] as number) + (ALPHA[cell] as number) * square + (BETA[cell] as number) * h;
  }
}

function takeLogarithms({ product, cost }: Grid): void {
  for (let cell = 0; cell < CELLS; cell++) {
    cost[cell] = (cost[cell] as number) + Math.log(product[cell] as number);
    product[cell] = 1;
  }
}

/** The first of equals. */
function bestOf({ variance, cost }: Grid, scale: number): GarchFit {
  let best = 0;
  for (let cell = 1; cell < CELLS; cell++) if ((cost[cell] as number) < (cost[best] as number)) best = cell;
  return {
    omega: (OMEGA[best] as number) * scale,
    alpha: ALPHA[best] as number,
    beta: BETA[best] as number,
    next: (variance[best] as number) * scale,
  };
}
