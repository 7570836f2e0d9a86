// The numbers that are drawn at random in a run, from the generators of the simulation itself: the one thing that the
// naive venue does not make anew. That the draws follow their formulas is shown in tests/simulation.

import { nextFloat } from '@tradingbot/core';
import { instrumentIndex, micros } from '@tradingbot/domain';
import { bridgeNormal, latencyRandom } from '@tradingbot/simulation';
import type { Draws } from './naive-setup.ts';

/** @param jitterMs the most that an attempt's jitter may be */
export const drawsOf = (seed: number, jitterMs: number): Draws => ({
  latency(order, attempt) {
    const random = latencyRandom(seed, order);
    // "Two numbers are drawn per attempt, jitter then spike": those of the attempts before are passed over.
    for (let before = 0; before < attempt * 2; before++) nextFloat(random);
    return { jitter: Math.floor(nextFloat(random) * (jitterMs + 1)), spike: nextFloat(random) };
  },
  bridge: (order, instrument, openTime) => bridgeNormal(seed, instrumentIndex(instrument), micros(openTime), order),
});
