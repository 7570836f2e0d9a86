// The weight of the KL penalty, steered so that the policy moves about as far in each update as it is meant to.
// A PID controller (K. Åström and T. Hägglund, "PID Controllers", 1995): what is, what has been, and what is coming.

import type { PpoSettings } from './settings.ts';

/** Plain data. */
export interface KlPenaltyState {
  readonly weight: number;
  readonly integral: number;
  readonly lastError: number;
}

type KlPenaltySettings = NonNullable<PpoSettings['klPenalty']>;

export const initialKlPenalty = ({ initial, min, max }: KlPenaltySettings): KlPenaltyState => ({
  weight: Math.min(Math.max(initial, min), max),
  integral: 0,
  lastError: 0,
});

/**
 * `weight = clamp(initial + kp·e + ki·Σe + kd·Δe)` with `e = kl − target`. The integral does not grow further while it
 * would only push against a bound, so that the weight comes back as soon as the error turns.
 */
export function steerKlPenalty(
  { initial, min, max, kp, ki, kd }: KlPenaltySettings,
  state: KlPenaltyState,
  kl: number,
  target: number,
): KlPenaltyState {
  const error = kl - target;
  const weightWith = (integral: number): number =>
    initial + kp * error + ki * integral + kd * (error - state.lastError);
  const grown = state.integral + error;
  const pushesOut = (weightWith(grown) > max && error > 0) || (weightWith(grown) < min && error < 0);
  const integral = pushesOut ? state.integral : grown;
  return { weight: Math.min(Math.max(weightWith(integral), min), max), integral, lastError: error };
}
