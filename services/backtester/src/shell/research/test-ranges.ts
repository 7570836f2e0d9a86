// The ranges that a model which is already trained is judged on, one after the other.

import { InputError } from '@tradingbot/domain';
import type { BarRange } from './held-range.ts';

/**
 * Equal parts of `data`, with `embargo` left out between two of them: the first bars behind a range hang on the last ones
 * in it. What is left over stays at the end, unused.
 * @param lengths in microseconds; a range is a whole number of bars
 * @throws InputError when a part would have less than two bars
 */
export function testRanges(
  data: BarRange,
  folds: number,
  { embargo, bar }: { readonly embargo: number; readonly bar: number },
): BarRange[] {
  const length = Math.floor((data.to - data.from - (folds - 1) * embargo) / folds / bar) * bar;
  if (length < 2 * bar) {
    throw new InputError('eval.folds', `${folds} ranges leave less than two bars for each`, 'ask for fewer');
  }
  return Array.from({ length: folds }, (_, at) => {
    const from = data.from + at * (length + embargo);
    return { from, to: from + length };
  });
}
