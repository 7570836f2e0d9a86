// The last so many numbers of a series, in an array that is written round and round.
// Plain data, so that a core's state is saved with it.

export interface Ring {
  readonly values: number[];
  /** Where the next one goes once the array is full. */
  next: number;
}

export const emptyRing = (): Ring => ({ values: [], next: 0 });

/** Adds one number and forgets the one that came `capacity` before it, which it returns; 0 while there is room. */
export function push(ring: Ring, capacity: number, value: number): number {
  const { values } = ring;
  if (values.length < capacity) {
    values.push(value);
    return 0;
  }
  const at = ring.next;
  const gone = values[at] as number;
  values[at] = value;
  ring.next = at + 1 === capacity ? 0 : at + 1;
  return gone;
}

/** The number that came `ago` before the newest, which is 0 ago. */
export function valueAgo({ values, next }: Ring, ago: number): number {
  const at = next - 1 - ago;
  return values[at < 0 ? at + values.length : at] as number;
}

/** The mean of the last `window` numbers, or of as many as there are; 0 for none. */
export function meanOfLast({ values, next }: Ring, window: number): number {
  const count = Math.min(window, values.length);
  if (count === 0) return 0;
  const from = next - count;
  // Always from the oldest to the newest, since the order decides what a sum of doubles is.
  const early = from < 0 ? sumOf(values, from + values.length, values.length, 0) : 0;
  return sumOf(values, Math.max(0, from), next, early) / count;
}

function sumOf(values: readonly number[], from: number, to: number, start: number): number {
  let sum = start;
  for (let at = from; at < to; at++) sum += values[at] as number;
  return sum;
}

/** The sample deviation (÷ n − 1) of the last `window` numbers; 0 before there are two. */
export function deviationOfLast(ring: Ring, window: number): number {
  const { values, next } = ring;
  const count = Math.min(window, values.length);
  if (count < 2) return 0;
  const mean = meanOfLast(ring, window);
  const from = next - count;
  const early = from < 0 ? squaresOf(values, from + values.length, values.length, mean, 0) : 0;
  return Math.sqrt(squaresOf(values, Math.max(0, from), next, mean, early) / (count - 1));
}

function squaresOf(values: readonly number[], from: number, to: number, mean: number, start: number): number {
  let squares = start;
  for (let at = from; at < to; at++) squares += ((values[at] as number) - mean) ** 2;
  return squares;
}

/**
 * How far the newest absolute number lies from the mean of the last `window` absolute ones, in their sample deviations;
 * 0 before there are two, and when they are all alike.
 */
export function zScoreOfNewestSize(ring: Ring, window: number): number {
  const count = Math.min(window, ring.values.length);
  if (count < 2) return 0;
  let sum = 0;
  for (let ago = 0; ago < count; ago++) sum += Math.abs(valueAgo(ring, ago));
  const mean = sum / count;
  let squares = 0;
  for (let ago = 0; ago < count; ago++) squares += (Math.abs(valueAgo(ring, ago)) - mean) ** 2;
  const deviation = Math.sqrt(squares / (count - 1));
  return deviation === 0 ? 0 : (Math.abs(valueAgo(ring, 0)) - mean) / deviation;
}
