// The name that somebody probably meant. Case does not matter, and a slip of a few letters is forgiven.

import { distance } from 'fastest-levenshtein';

/** The candidate closest to `name`, or `undefined` when none is close enough to be what was meant. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const tolerated = Math.max(1, Math.floor(wanted.length * 0.4));
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
