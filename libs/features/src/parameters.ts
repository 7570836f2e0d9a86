// Checks what a caller chose when making an indicator, once, so that updates need no checks.
// A bad choice is a RangeError with one sentence: which indicator, which parameter, what it must be, what it was.

/**
 * `value`, known to be a whole number of at least 1.
 * @throws RangeError otherwise
 */
export function wholeAtLeastOne(indicator: string, parameter: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new RangeError(`${indicator}: ${parameter} must be a whole number of at least 1, but it is ${value}.`);
}

/**
 * `value`, known to be finite and above zero.
 * @throws RangeError otherwise
 */
export function positive(indicator: string, parameter: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new RangeError(`${indicator}: ${parameter} must be a number above 0, but it is ${value}.`);
}
