// The best that was seen on the validation range so far.

import type { Json } from '@tradingbot/contracts';

export interface Best {
  readonly step: number;
  /** `null` where the metric did not exist: better than nothing, worse than any number. */
  readonly value: number | null;
}

export const isBetter = (value: number | null, best: Best | null): boolean =>
  best === null || (value !== null && (best.value === null || value > best.value));

/** As the notes of a checkpoint have it. */
export function bestInNotes(notes: Json | undefined): Best | null {
  if (typeof notes !== 'object' || notes === null || !('best' in notes)) return null;
  return notes.best as unknown as Best | null;
}

/** For the answer: only what has a score. */
export const scoredBest = (best: Best | null): { readonly step: number; readonly value: number } | null =>
  best === null || best.value === null ? null : { step: best.step, value: best.value };
