// What every answer about made-up bars says first.

import type { Terminal } from './terminal.ts';

/** One line, or none for bars that were recorded. */
export const syntheticLine = (isSynthetic: boolean, { yellow }: Terminal['colours']): string[] =>
  isSynthetic ? [yellow('SYNTHETIC DATA: made by a generator; says nothing about real markets')] : [];
