// Which bars are learnt from, which choose the model, and which nobody has seen: parts in time order, with gaps between.
// After M. López de Prado, "Advances in Financial Machine Learning" (2018), chapter 7.

import { InputError } from '@tradingbot/domain';
import type { BarRange } from './market/market.ts';

/** Bars that are left out where one part meets the next. */
export interface Gaps {
  /** At the end of the earlier part: what became of its last actions lies in the later one. */
  readonly purge: number;
  /** At the beginning of the later part: its first bars resemble the last ones of the earlier part. */
  readonly embargo: number;
}

export interface DataSplit {
  readonly train: BarRange;
  readonly validation: BarRange;
  readonly test: BarRange;
}

/** The first bar of validation and of the test, before gaps. */
export interface SplitCuts {
  readonly validationFrom: number;
  readonly testFrom: number;
}

/** An episode needs two closes. */
const LEAST_BARS = 2;

/** Cuts by shares of the bars: the last ones are the test, those before it validation. */
export function cutsByShare(bars: BarRange, { validation, test }: { validation: number; test: number }): SplitCuts {
  const length = bars.to - bars.from;
  const testFrom = bars.to - Math.round(length * test);
  return { validationFrom: testFrom - Math.round(length * validation), testFrom };
}

/**
 * Three parts in time order. A validation or test of no bars at all is empty, and no gap is left for it.
 * @throws InputError for a part that is too short to be stepped through
 */
export function splitBars(bars: BarRange, { validationFrom, testFrom }: SplitCuts, gaps: Gaps): DataSplit {
  const hasTest = testFrom < bars.to;
  const hasValidation = validationFrom < testFrom;
  const follows = hasValidation || hasTest;
  const train = { from: bars.from, to: validationFrom - (follows ? gaps.purge : 0) };
  const validation = hasValidation
    ? { from: validationFrom + gaps.embargo, to: testFrom - (hasTest ? gaps.purge : 0) }
    : { from: testFrom, to: testFrom };
  const test = hasTest ? { from: testFrom + gaps.embargo, to: bars.to } : { from: bars.to, to: bars.to };
  requireBars('training', train, true);
  requireBars('validation', validation, hasValidation);
  requireBars('the test', test, hasTest);
  return { train, validation, test };
}

/** Lengths in bars. */
export interface WalkForward extends Gaps {
  readonly folds: number;
  /** Of training; `null`: from the first bar on, longer with every fold. */
  readonly train: number | null;
  readonly validation: number;
  readonly test: number;
}

/**
 * Folds in time order whose tests follow each other without overlap, and end with the last bar. Nothing in a fold is
 * later than its test, and training comes before validation, which comes before the test.
 * @throws InputError when the bars are too few
 */
export function walkForward(bars: BarRange, lengths: WalkForward): DataSplit[] {
  const { folds, train, validation, test, purge, embargo } = lengths;
  return Array.from({ length: folds }, (_, fold) => {
    const to = bars.to - (folds - 1 - fold) * test;
    const testFrom = to - test;
    const validationFrom = testFrom - validation;
    const from = train === null ? bars.from : validationFrom - purge - train;
    if (from < bars.from || validationFrom - purge - bars.from < LEAST_BARS) {
      throw new InputError(
        'split',
        `${folds} folds of ${train ?? LEAST_BARS} + ${validation} + ${test} bars need more than ${bars.to - bars.from} bars`,
        'take fewer folds, shorter parts or more data',
      );
    }
    return splitBars({ from, to }, { validationFrom, testFrom }, { purge, embargo });
  });
}

function requireBars(part: string, { from, to }: BarRange, isWanted: boolean): void {
  if (!isWanted || to - from >= LEAST_BARS) return;
  throw new InputError(
    'split',
    `${part} has ${Math.max(0, to - from)} bars left, and an episode needs two`,
    'take more data, or less purge and embargo',
  );
}
