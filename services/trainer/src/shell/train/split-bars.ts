// Where the bars of each instrument are cut: at the same instants, which the first instrument's bars or dates say.

import type { TrainConfig } from '@tradingbot/config';
import { InputError, parseMicros } from '@tradingbot/domain';
import { cutsByShare, splitBars, type DataSplit } from '../../core/index.ts';

/** When validation begins, and when the test does, in microseconds. */
export interface SplitTimes {
  readonly validation: number;
  readonly test: number;
}

/**
 * @param times when the bars of the first instrument open, oldest first
 * @param first the first bar of which all features are there
 */
export function splitTimes({ split }: TrainConfig, times: Float64Array, first: number): SplitTimes {
  const { validation_from: validation, test_from: test } = split;
  if (validation !== undefined && test !== undefined) {
    return { validation: parseMicros(validation) ?? 0, test: parseMicros(test) ?? 0 };
  }
  const { validationFrom, testFrom } = cutsByShare({ from: first, to: times.length }, split);
  return { validation: times[validationFrom] ?? Infinity, test: times[testFrom] ?? Infinity };
}

/** @throws InputError where nothing is left to learn from, or to choose by */
export function splitsOf(
  { split: { purge, embargo } }: TrainConfig,
  symbol: string,
  times: Float64Array,
  first: number,
  starts: SplitTimes,
): DataSplit {
  if (times.length - first < 2) {
    throw new InputError(
      'features',
      `take ${first} bars of ${symbol} to begin, and there are ${times.length}`,
      'name more bars, or write features.max_warmup',
    );
  }
  const cuts = { validationFrom: rowFrom(times, starts.validation), testFrom: rowFrom(times, starts.test) };
  if (cuts.validationFrom >= cuts.testFrom) {
    throw new InputError(
      'split',
      `leaves no bar of ${symbol} for validation, by which the model is chosen`,
      'write a larger split.validation, or other dates',
    );
  }
  return splitBars({ from: first, to: times.length }, cuts, { purge, embargo });
}

/** The first bar that opens at `time` or later. */
function rowFrom(times: Float64Array, time: number): number {
  const row = times.findIndex((open) => open >= time);
  return row < 0 ? times.length : row;
}
