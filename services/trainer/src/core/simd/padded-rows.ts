// Rows on their way between the flat arrays of a caller and the padded ones of the kernel.

import type { Floats } from '../loss/floats.ts';

/** Writes rows of a flat array, from its row `first` on, to padded rows. */
export function copyRows(
  from: Floats,
  fromWidth: number,
  first: number,
  rows: number,
  to: Floats,
  toWidth: number,
): void {
  for (let row = 0, source = first * fromWidth, target = 0; row < rows; row++, target += toWidth) {
    for (let i = 0; i < fromWidth; i++, source++) to[target + i] = from[source] as number;
  }
}

/** Writes padded rows to rows of a flat array, from its row `first` on. */
export function takeRows(
  from: Floats,
  fromWidth: number,
  rows: number,
  to: Floats,
  toWidth: number,
  first: number,
): void {
  for (let row = 0, source = 0, target = first * toWidth; row < rows; row++, source += fromWidth) {
    for (let i = 0; i < toWidth; i++, target++) to[target] = from[source + i] as number;
  }
}
