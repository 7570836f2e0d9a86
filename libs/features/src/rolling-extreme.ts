// Highest and lowest of the last n inputs, O(1) amortised per update.
// One monotonic deque serves both: the lowest is the highest of the negated inputs.

import type { SeriesIndicator } from './indicator.ts';
import { wholeAtLeastOne } from './parameters.ts';

/**
 * The largest of the last `n` inputs, in their unit. Ready from update `n` on.
 *
 * Source: D. Lemire, *Streaming maximum-minimum filter* (Nordic Journal of Computing 13, 2006).
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function rollingMax(n: number): SeriesIndicator {
  return new RollingExtreme(wholeAtLeastOne('rollingMax', 'n', n), 1);
}

/**
 * The smallest of the last `n` inputs, in their unit. Ready from update `n` on. Source as for `rollingMax`.
 * @throws RangeError unless `n` is a whole number of at least 1
 */
export function rollingMin(n: number): SeriesIndicator {
  return new RollingExtreme(wholeAtLeastOne('rollingMin', 'n', n), -1);
}

/**
 * The deque keeps the inputs that can still become the extreme: each is beaten by none that came after it.
 * It lives in two rings of `n`, from `head` over `size` places, oldest and most extreme first.
 */
class RollingExtreme implements SeriesIndicator {
  ready = false;
  value = NaN;
  private readonly n: number;
  private readonly sign: 1 | -1;
  private readonly candidates: Float64Array;
  private readonly arrivals: Float64Array;
  private head = 0;
  private size = 0;
  private seen = 0;

  constructor(n: number, sign: 1 | -1) {
    this.n = n;
    this.sign = sign;
    this.candidates = new Float64Array(n);
    this.arrivals = new Float64Array(n);
  }

  update(x: number): void {
    this.dropExpired();
    this.push(this.sign * x);
    this.seen += 1;
    if (this.seen < this.n) return;
    this.value = this.sign * (this.candidates[this.head] ?? NaN);
    this.ready = true;
  }

  private dropExpired(): void {
    if (this.size === 0 || (this.arrivals[this.head] ?? NaN) > this.seen - this.n) return;
    this.head = this.place(1);
    this.size -= 1;
  }

  private push(candidate: number): void {
    while (this.size > 0 && (this.candidates[this.place(this.size - 1)] ?? NaN) <= candidate) this.size -= 1;
    const tail = this.place(this.size);
    this.candidates[tail] = candidate;
    this.arrivals[tail] = this.seen;
    this.size += 1;
  }

  private place(fromHead: number): number {
    const index = this.head + fromHead;
    return index < this.n ? index : index - this.n;
  }
}
