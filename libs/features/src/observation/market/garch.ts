// Features of how much the price is about to move: the forecast of a GARCH(1,1) for the bar to come.

import type { ObservedBar } from '../columns.ts';
import type { Cell, MarketFeature } from '../feature.ts';
import { fitGarch } from './garch-fit.ts';

/** A fit on fewer returns is a fit of noise. */
const LEAST_BARS = 50;
/** A window is fitted anew after this share of it. */
const REFIT_SHARE = 0.1;
/** Weight of the past in the average that stands in where nothing can be fitted (RiskMetrics, for daily returns). */
const LAMBDA = 0.94;

export const GARCH: readonly MarketFeature[] = [
  garch(36, 'garch_200h', 200),
  garch(37, 'garch_14d', 14 * 24),
  garch(45, 'garch_30d', 30 * 24),
];

function garch(index: number, name: string, hours: number): MarketFeature {
  return {
    kind: 'market',
    index,
    name,
    formula:
      'tanh(√(Y·h)), h = ω + α·r² + β·h₋ with r = ln(C / C₋); fitted to n returns every n/10 bars by ' +
      'variance targeting and the most likely of 8 × 8 points (α, α + β); where nothing moved in n bars, h is the ' +
      'exponential average of r² with λ = 0.94',
    range: [0, 1],
    columns: ['close'],
    window: { hours, leastBars: LEAST_BARS },
    warmup: (n) => n + 1,
    cell: (n, { barsPerYear }) => new Garch(n, barsPerYear),
    differs:
      'The original leaves it per bar, next to 0, counts hours in bars of 4 h, shifts it by a bar, and falls back ' +
      'on the average, then on the plain deviation, where its fit fails. Here the grid cannot fail, and a window of ' +
      'fewer than 50 bars is left out.',
  };
}

/** Between two fits the coefficients stand and the variance goes on; the fit sees nothing later than the bar in hand. */
class Garch implements Cell {
  ready = false;
  value = NaN;
  private readonly squares: Float64Array;
  private readonly refitEvery: number;
  private readonly barsPerYear: number;
  private next = 0;
  /** Returns until the next fit. */
  private wait: number;
  private average = NaN;
  private fitted = false;
  private omega = 0;
  private alpha = 0;
  private beta = 0;
  private variance = 0;

  constructor(n: number, barsPerYear: number) {
    this.squares = new Float64Array(n);
    this.refitEvery = Math.max(1, Math.round(n * REFIT_SHARE));
    this.barsPerYear = barsPerYear;
    this.wait = n;
  }

  update({ close, previousClose }: ObservedBar): void {
    if (Number.isNaN(previousClose)) return;
    const change = Math.log(close / previousClose);
    this.add(change * change);
    this.wait -= 1;
    if (this.wait === 0) this.fit();
    if (!this.ready) return;
    this.value = Math.tanh(Math.sqrt(this.barsPerYear * (this.fitted ? this.variance : this.average)));
  }

  private add(square: number): void {
    this.squares[this.next] = square;
    this.next = this.next + 1 === this.squares.length ? 0 : this.next + 1;
    this.average = Number.isNaN(this.average) ? square : LAMBDA * this.average + (1 - LAMBDA) * square;
    this.variance = this.omega + this.alpha * square + this.beta * this.variance;
  }

  private fit(): void {
    const fit = fitGarch(this.squares, this.next);
    this.fitted = fit !== undefined;
    this.omega = fit?.omega ?? 0;
    this.alpha = fit?.alpha ?? 0;
    this.beta = fit?.beta ?? 0;
    this.variance = fit?.next ?? 0;
    this.wait = this.refitEvery;
    this.ready = true;
  }
}
