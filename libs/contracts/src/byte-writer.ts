// A growing text as bytes: what is only hashed never has to be a string. Several times as fast as joining strings, and it
// leaves nothing behind for the collector.

import { formatDecimal, type Exact } from '@tradingbot/domain';

const ZERO = 48;
const MINUS = 45;
const POINT = 46;
const ENCODER = new TextEncoder();
/** More than any number has digits, with its sign and its point. */
const LONGEST_NUMBER = 40;
/** Whole numbers are printed in halves of eight digits, because 32-bit integers are divided several times as fast. */
const HALF = 100_000_000;
/** The two digits of the numbers below 100, as they lie in memory. */
const PAIRS = Uint16Array.from({ length: 100 }, (_, n) => ZERO + Math.floor(n / 10) + ((ZERO + (n % 10)) << 8));

/** A text that is written again and again, as words of four bytes: a word costs as much as a byte. */
export interface Constant {
  readonly words: Int32Array;
  /** In bytes; the last word may be longer. */
  readonly length: number;
}

export function constantOf(text: string): Constant {
  const bytes = ENCODER.encode(text);
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  return {
    words: Int32Array.from({ length: padded.length / 4 }, (_, i) => view.getInt32(i * 4, true)),
    length: bytes.length,
  };
}

export class ByteWriter {
  length = 0;
  #bytes: Uint8Array;
  #view: DataView;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** What has been written; valid until the next write. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  constant({ words, length }: Constant): void {
    this.#room(length + 4);
    const view = this.#view;
    let at = this.length;
    for (let i = 0; i < words.length; i++, at += 4) view.setInt32(at, words[i] as number, true);
    this.length += length;
  }

  /** @param text of printable ASCII */
  ascii(text: string): void {
    this.#room(text.length);
    const target = this.#bytes;
    let at = this.length;
    for (let i = 0; i < text.length; i++) target[at++] = text.charCodeAt(i);
    this.length = at;
  }

  /** @param text well-formed */
  text(text: string): void {
    // UTF-8 takes at most three bytes for a unit of UTF-16.
    this.#room(text.length * 3);
    this.length += ENCODER.encodeInto(text, this.#bytes.subarray(this.length)).written;
  }

  /** @param value a safe integer */
  integer(value: number): void {
    this.#room(LONGEST_NUMBER);
    if (value < 0) this.#bytes[this.length++] = MINUS;
    this.#whole(Math.abs(value));
  }

  /** As `formatDecimal` prints it. */
  decimal(value: Exact, scale: number): void {
    if (typeof value === 'bigint' || scale > 9) return this.ascii(formatDecimal(value, scale));
    this.#room(LONGEST_NUMBER);
    if (value < 0) this.#bytes[this.length++] = MINUS;
    const size = Math.abs(value);
    const unit = UNITS[scale] as number;
    // The quotient is rounded, so it may be one too large; the products and differences of safe integers are exact.
    let whole = Math.floor(size / unit);
    let rest = size - whole * unit;
    if (rest < 0) {
      whole -= 1;
      rest += unit;
    }
    this.#whole(whole);
    if (rest !== 0) this.#fraction(rest | 0, scale);
  }

  /** The digits behind the point, without the zeros at the end. */
  #fraction(rest: number, scale: number): void {
    let digits = scale;
    let fraction = rest;
    while (fraction % 10 === 0) {
      fraction = (fraction / 10) | 0;
      digits -= 1;
    }
    this.#bytes[this.length++] = POINT;
    this.#digits(fraction, digits);
  }

  #whole(value: number): void {
    if (value < HALF) return this.#digits(value | 0, countDigits(value | 0));
    const high = Math.floor(value / HALF);
    const low = (value - high * HALF) | 0;
    // A safe integer has at most sixteen digits.
    this.#digits(high | 0, countDigits(high | 0));
    this.#digits(low, 8);
  }

  /** `count` digits, with zeros before the number. */
  #digits(value: number, count: number): void {
    const view = this.#view;
    const start = this.length;
    let rest = value;
    let at = start + count - 2;
    for (; at >= start; at -= 2) {
      const shorter = (rest / 100) | 0;
      view.setUint16(at, PAIRS[rest - shorter * 100] as number, true);
      rest = shorter;
    }
    if (at === start - 1) view.setUint8(start, ZERO + rest);
    this.length = start + count;
  }

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + more));
    larger.set(this.written());
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

const UNITS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

function countDigits(value: number): number {
  let count = 1;
  while (count < UNITS.length && value >= (UNITS[count] as number)) count += 1;
  return count;
}
