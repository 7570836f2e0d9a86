// Golden figures that `reference.py` has computed with other people's libraries.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface GoldenCurve {
  readonly name: string;
  readonly days_per_year: number;
  readonly initial: number;
  readonly days: readonly number[];
  readonly equity: readonly number[];
  readonly expected: Readonly<Record<string, number | null>>;
  readonly drawdowns: Readonly<Record<'deepest' | 'longest', GoldenDrawdown>>;
  readonly months: readonly { readonly period: string; readonly value: number }[];
  readonly years: readonly { readonly period: string; readonly value: number }[];
  readonly bootstrap: {
    readonly seed: number;
    readonly resamples: number;
    readonly mean_block: number;
    readonly sharpe: readonly [number, number];
    readonly cagr: readonly [number, number];
    readonly max_drawdown: readonly [number, number];
  };
  readonly legacy: Readonly<Record<string, number>>;
}

export interface GoldenDrawdown {
  readonly depth: number;
  readonly start: number;
  readonly trough: number;
  readonly recovered: number | null;
  readonly length: number;
}

export interface Golden {
  readonly curves: readonly GoldenCurve[];
  readonly trades: {
    readonly pnl: readonly number[];
    readonly holding: readonly number[];
    readonly mae: readonly number[];
    readonly mfe: readonly number[];
    readonly expected: Readonly<Record<string, number>>;
    readonly median: number;
  };
  readonly normal: {
    readonly cdf: readonly (readonly [x: number, share: number])[];
    readonly ppf: readonly (readonly [share: number, x: number])[];
    readonly expected_maximum: readonly (readonly [trials: number, variance: number, ratio: number])[];
  };
}

export const GOLDEN = JSON.parse(readFileSync(join(import.meta.dirname, 'golden', 'figures.json'), 'utf8')) as Golden;
