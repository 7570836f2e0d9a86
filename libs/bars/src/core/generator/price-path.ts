// How the logarithm of a fair price moves: drift, mean reversion, diffusion, and shocks that fade.
// Knows neither bars nor ticks.

import type { Regime } from './market-model.ts';
import type { Noise } from './noise.ts';

export interface PricePath {
  /** The logarithm of the fair price now. */
  now(): number;
  /** A regime begins: the present price is what it reverts to. `direction` is 1, or −1 to turn its drift round. */
  enter(regime: Regime, direction: number): void;
  /** From here on steps have this length, in days. */
  setStep(days: number): void;
  /** One step on; the logarithm of the fair price after it. */
  step(): number;
  shock(size: number): void;
}

/** How much of the noise of an instrument is its market's. */
export interface SharedNoise {
  readonly noise: Noise;
  /** The correlation of the instrument with its market, −1 to 1: two instruments with ρ₁ and ρ₂ correlate by ρ₁ρ₂. */
  readonly correlation: number;
}

/** A flash shock loses all but 1/e of itself in this many days (two hours of a market that never closes). */
const SHOCK_FADES_IN = 1 / 12;
/** Less of a shock than this moves no price. */
const FADED = 1e-9;

/**
 * @param start the logarithm of the first price
 * @param daysPerYear trading days of the market
 */
export function createPricePath(start: number, daysPerYear: number, own: Noise, shared: SharedNoise): PricePath {
  const normal = mixed(own, shared);
  let regime: Regime;
  let direction = 1;
  let shocked = 0;
  // In an object, where they are overwritten: a variable of a closure is a new heap number at every step.
  const at = { value: start, anchor: start, drift: 0.5, pull: 0.5, deviation: 0.5, kept: 0.5 };

  function setStep(days: number): void {
    const years = days / daysPerYear;
    at.drift = direction * regime.mu * years;
    at.deviation = regime.sigma * Math.sqrt(years);
    // What a continuous pull does in a step; never more than all of the way back.
    at.pull = regime.kappa === 0 ? 0 : 1 - Math.exp(-regime.kappa * days);
    at.kept = Math.exp(-days / SHOCK_FADES_IN);
  }

  function step(): number {
    at.anchor += at.drift;
    let value = at.value + at.drift;
    value += at.pull * (at.anchor - value) + at.deviation * normal();
    at.value = value;
    if (shocked === 0) return value;
    shocked *= at.kept;
    if (Math.abs(shocked) < FADED) shocked = 0;
    return value + shocked;
  }

  return {
    now: () => at.value + shocked,
    enter(next, sign) {
      regime = next;
      direction = sign;
      at.anchor = at.value;
    },
    setStep,
    step,
    shock(size) {
      shocked += size;
    },
  };
}

/** Normal numbers of which a part is the market's. */
function mixed(own: Noise, { noise, correlation }: SharedNoise): () => number {
  if (correlation === 0) return own.normal;
  const ownShare = Math.sqrt(1 - correlation * correlation);
  return () => correlation * noise.normal() + ownShare * own.normal();
}
