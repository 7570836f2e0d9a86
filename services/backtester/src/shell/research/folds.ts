// The folds of a walk-forward: train, then test on what follows, then on.

import { InputError } from '@tradingbot/domain';
import type { BarRange } from './held-range.ts';

/** Lengths of time in microseconds. */
export interface FoldLengths {
  readonly train: number;
  readonly test: number;
  /** From one test to the next; at least `test + embargo`. */
  readonly step: number;
  /** Left out between training and test: what was labelled there reaches into the test. */
  readonly purge: number;
  /** Left out behind a test, before the next one begins. */
  readonly embargo: number;
  /** Training always begins with the data, and grows. */
  readonly anchored: boolean;
}

export interface Fold {
  readonly train: BarRange;
  readonly test: BarRange;
}

/**
 * @param data first open time, and the end of the last bar
 * @throws InputError when not one fold fits
 */
export function foldsOf(data: BarRange, lengths: FoldLengths): Fold[] {
  const { train, test, step, purge, embargo, anchored } = lengths;
  if (step < test + embargo) {
    throw new InputError(
      '--walk-forward step',
      'is shorter than test and embargo together',
      'make it longer or leave it out',
    );
  }
  const folds: Fold[] = [];
  for (let from = data.from + train + purge; from + test <= data.to; from += step) {
    const trained = { from: anchored ? data.from : from - purge - train, to: from - purge };
    folds.push({ train: trained, test: { from, to: from + test } });
  }
  if (folds.length > 0) return folds;
  throw new InputError('--walk-forward', 'the data is shorter than one train, purge and test', 'shorten them');
}
