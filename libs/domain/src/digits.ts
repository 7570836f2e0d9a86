/**
 * A whole number of zero or more in decimal digits, joined from threes. V8 remembers the text of the numbers that it has
 * printed: an id, which is printed once, would stay in its memory for a while, and be moved by its collector.
 */
export function digitsOf(whole: number): string {
  if (whole < 1_000) return String(whole);
  const head = Math.floor(whole / 1_000);
  return `${digitsOf(head)}${THREE_DIGITS[whole - head * 1_000]}`;
}

const THREE_DIGITS = Array.from({ length: 1_000 }, (_, part) => String(part).padStart(3, '0'));
