// The name that somebody probably meant. Case does not matter, and a slip of a few letters is forgiven.

import { distance } from 'fastest-levenshtein';

/** Of the letters of a name, those that may be slips. */
const FORGIVEN = 0.4;

/**
 * The candidate closest to `name`, or `undefined` when none is close enough to be what was meant. A name of one letter
 * has no slips: it would be near to every other.
 * @param forgiven the share of letters that may be wrong
 */
export function nearest(name: string, candidates: Iterable<string>, forgiven = FORGIVEN): string | undefined {
  const wanted = name.toLowerCase();
  const tolerated = wanted.length < 2 ? 0 : Math.max(forgiven === 0 ? 0 : 1, Math.floor(wanted.length * forgiven));
  let best: string | undefined;
  let least = tolerated + 1;
  for (const candidate of candidates) {
    const slips = distance(wanted, candidate.toLowerCase());
    if (slips < least) {
      least = slips;
      best = candidate;
    }
  }
  return best;
}

/** The mend of a wrong name: the nearest right one, else all of them. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const meant = nearest(name, candidates);
  if (meant !== undefined) return `did you mean ${meant}?`;
  return candidates.length === 0 ? 'remove it' : `known: ${candidates.join(', ')}`;
}
