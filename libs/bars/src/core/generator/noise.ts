// Seeded noise: uniform and normal numbers from one stream of xoroshiro128+.
// Made of + − × ÷, sqrt (exact by IEEE 754) and log (V8's own port of fdlibm), so the same on every machine.

import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Noise {
  /** Uniform in [0, 1), in steps of 2^-32. */
  uniform(): number;
  /** Normal with mean 0 and variance 1. */
  normal(): number;
  /** 32 random bits as an integer. */
  bits(): number;
}

const TWO_POW_32 = 2 ** 32;
const TWO_POW_31 = 2 ** 31;

/**
 * Streams of one seed never overlap: each begins 2^64 numbers after the one before.
 * @param seed an integer of 32 bits
 * @param stream from 0
 */
export function createNoise(seed: number, stream: number): Noise {
  const random = xoroshiro128plus(seed);
  // The jump also mixes the state, which for seeds that resemble each other begins alike.
  for (let i = 0; i <= stream; i++) random.jump();
  // In an object, where it is overwritten: a variable of a closure is a new heap number every time.
  const kept = { spare: NaN };

  /** The polar method (G. Marsaglia, 1964): no sine or cosine. Every second number is the spare of the one before. */
  function normal(): number {
    const { spare } = kept;
    if (!Number.isNaN(spare)) {
      kept.spare = NaN;
      return spare;
    }
    for (;;) {
      const u = random.next() / TWO_POW_31;
      const v = random.next() / TWO_POW_31;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      kept.spare = v * factor;
      return u * factor;
    }
  }

  return {
    uniform: () => (random.next() >>> 0) / TWO_POW_32,
    normal,
    bits: () => random.next(),
  };
}
