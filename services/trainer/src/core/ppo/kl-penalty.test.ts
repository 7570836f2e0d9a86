// The weight of the KL penalty follows the divergence, within its bounds, and comes back from them at once.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { initialKlPenalty, steerKlPenalty, type KlPenaltyState } from './kl-penalty.ts';

const SETTINGS = { initial: 0.01, min: 1e-4, max: 1, kp: 0.5, ki: 0.05, kd: 0.1 };
const TARGET = 0.08;

const after = (...divergences: readonly number[]): KlPenaltyState =>
  divergences.reduce<KlPenaltyState>(
    (state, divergence) => steerKlPenalty(SETTINGS, state, divergence, TARGET),
    initialKlPenalty(SETTINGS),
  );

describe('The weight of the KL penalty', () => {
  test('is the initial one, and stays there while the divergence is on target', () => {
    expect(initialKlPenalty(SETTINGS).weight).toBe(0.01);
    expect(after(TARGET, TARGET).weight).toBeCloseTo(0.01, 12);
  });

  test('is what the rule of a PID controller says', () => {
    // e = 0.12, then 0.02.
    expect(after(0.2).weight).toBeCloseTo(0.01 + 0.5 * 0.12 + 0.05 * 0.12 + 0.1 * 0.12, 12);
    expect(after(0.2, 0.1).weight).toBeCloseTo(0.01 + 0.5 * 0.02 + 0.05 * 0.14 + 0.1 * (0.02 - 0.12), 12);
  });

  test('never leaves its bounds', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1 }), (divergences) => {
        const { weight } = after(...divergences);
        expect(weight >= SETTINGS.min && weight <= SETTINGS.max).toBe(true);
      }),
    );
  });

  test('leaves a bound as soon as the error turns, however long it was held there', () => {
    const long = new Array<number>(1_000).fill(50);
    expect(after(...long).weight).toBe(1);
    expect(after(...long, 0).weight).toBeLessThan(1);
  });
});
