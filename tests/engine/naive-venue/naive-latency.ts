// How long an order is on its way: "Latency" of docs/simulation.md. What is drawn is handed in.

import type { LatencySettings } from '@tradingbot/simulation';

/** What one attempt draws: `jitter` an integer from 0 to `jitter_ms`, `spike` uniform in [0, 1). */
export interface AttemptDraw {
  readonly jitter: number;
  readonly spike: number;
}

export interface NaiveLatency {
  readonly ms: number;
  readonly timedOut: boolean;
}

/**
 * @param multiplier of the hour in which the order was submitted
 * @param z the z-score of the last absolute return
 * @param draw what the attempt of this number (0 for the first) draws
 */
export function latencyOf(
  settings: LatencySettings,
  multiplier: number,
  z: number,
  draw: (attempt: number) => AttemptDraw,
): NaiveLatency {
  const { baseMs, timeoutMs, spikeP, spikeMult, retries, volatilityGamma, zscoreClip, minMs, maxMs } = settings;
  const base = Math.min(baseMs, timeoutMs) * multiplier;
  let ms = 0;
  let attempts = 0;
  let timedOut = true;
  while (timedOut && attempts <= retries) {
    const { jitter, spike } = draw(attempts);
    let took = base + jitter * multiplier;
    if (spike < spikeP) took *= spikeMult;
    ms += took;
    attempts += 1;
    timedOut = took > timeoutMs;
  }
  const clipped = Math.min(zscoreClip, Math.max(-zscoreClip, z));
  const v = Math.max(0, 1 + volatilityGamma * clipped);
  ms += base * (v - 1) * attempts;
  return { ms: Math.min(maxMs, Math.max(minMs, ms)), timedOut };
}
