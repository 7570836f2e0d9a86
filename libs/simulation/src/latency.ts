// How long an order is on its way to the venue: attempts with jitter and spikes, made again after a time-out.
// The same numbers are drawn whatever hour it is, so that draws do not hang on seasonality.

import { nextFloat, type Random } from '@tradingbot/core';
import type { LatencySettings } from './venue-settings.ts';

export interface Latency {
  /** Until the order arrives; when it never did, until the last attempt had timed out. Milliseconds, need not be whole. */
  readonly ms: number;
  readonly attempts: number;
  readonly timedOut: boolean;
}

/**
 * The latency of one order.
 * @param multiplier of the hour in which it was submitted
 * @param zScore of the last absolute return of its instrument among those before
 * @param random as `latencyRandom` gives it
 */
export function drawLatency(settings: LatencySettings, multiplier: number, zScore: number, random: Random): Latency {
  const { timeoutMs, retries } = settings;
  const base = Math.min(settings.baseMs, timeoutMs) * multiplier;
  let total = 0;
  let attempts = 0;
  let timedOut = true;
  while (timedOut && attempts <= retries) {
    const jitter = Math.floor(nextFloat(random) * (settings.jitterMs + 1)) * multiplier;
    const spikes = nextFloat(random) < settings.spikeP;
    const took = (base + jitter) * (spikes ? settings.spikeMult : 1);
    total += took;
    attempts += 1;
    timedOut = took > timeoutMs;
  }
  total += base * (volatilityFactor(settings, zScore) - 1) * attempts;
  return { ms: Math.min(Math.max(total, settings.minMs), settings.maxMs), attempts, timedOut };
}

/** `max(0, 1 + γ·clip(z, ±limit))`: a market that moves more than it did answers more slowly. */
export const volatilityFactor = (
  { volatilityGamma, zscoreClip }: Pick<LatencySettings, 'volatilityGamma' | 'zscoreClip'>,
  zScore: number,
): number => Math.max(0, 1 + volatilityGamma * Math.min(Math.max(zScore, -zscoreClip), zscoreClip));
