// Series to feed indicators with in tests: random ones that shrink, long seeded ones, and the rows they are made of.
// Prices span several sizes, repeat often enough to tie, and sometimes stand still.

import fc from 'fast-check';

export interface Bar {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

const price = fc.oneof(
  fc.integer({ min: 1, max: 20 }),
  fc.double({ min: 1, max: 300, noNaN: true }),
  fc.double({ min: 50_000, max: 200_000, noNaN: true }),
);

// Adding 0 makes −0 a plain 0, which `Math.max` and a comparison rank differently.
const signed = fc
  .oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))
  .map((x) => x + 0);

const traded = fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 1e6, noNaN: true }));

const bar = fc.tuple(price, price, price, traded).map(([a, b, c, volume]): Bar => {
  const [low = a, close = a, high = a] = [a, b, c].sort((x, y) => x - y);
  return { high, low, close, volume };
});

const SIZE = { minLength: 1, maxLength: 80 };

/** Prices between 1 and 200,000, often round ones so that equal neighbours occur. */
export const prices: fc.Arbitrary<number[]> = fc.array(price, SIZE);

/** Prices, returns and differences alike: any sign, zero among them. */
export const signedSeries: fc.Arbitrary<number[]> = fc.array(signed, SIZE);

/** Bars with `low ≤ close ≤ high`, some without range, some without volume. */
export const bars: fc.Arbitrary<Bar[]> = fc.array(bar, SIZE);

/** Window lengths, 1 included, mostly shorter than the series. */
export const windowLength: fc.Arbitrary<number> = fc.integer({ min: 1, max: 30 });

/** `length` numbers in [0, 1) from a 32-bit linear congruential generator (Numerical Recipes' constants). */
export function uniforms(seed: number, length: number): Float64Array {
  let state = seed >>> 0;
  return new Float64Array(length).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  });
}
