// A random policy trades as much as the one that it is measured by, at other times.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rotated } from './random-policy.ts';

const named = fc.array(fc.option(fc.integer({ min: 0, max: 10 }), { nil: NaN }), { minLength: 1, maxLength: 30 });

/** The weight that stands at each bar, once one was named. */
function standingIn(weights: readonly number[]): number[] {
  let standing = NaN;
  return weights.map((weight) => (standing = Number.isNaN(weight) ? standing : weight));
}

/** Sum of changes of what stands, round the circle. */
function changes(weights: readonly number[]): number {
  const standing = standingIn([...weights, ...weights]).slice(weights.length);
  return standing.reduce((sum, weight, at) => sum + Math.abs(weight - (standing.at(at - 1) ?? 0)), 0);
}

describe('targets moved round in time', () => {
  test('stand as long and change as much as they did, from another bar on', () => {
    fc.assert(
      fc.property(named, fc.nat(30), (weights, far) => {
        const offset = far % weights.length;
        const turned = rotated(weights, offset);
        if (weights.every(Number.isNaN)) {
          expect(turned).toEqual(weights);
          return;
        }
        expect(changes(turned)).toBe(changes(weights));
        const circle = standingIn([...weights, ...weights]).slice(weights.length);
        const expected = [...circle.slice(offset), ...circle.slice(0, offset)];
        expect(standingIn(turned)).toEqual(expected);
      }),
    );
  });

  test('of none are none', () => {
    expect(rotated([], 0)).toEqual([]);
  });
});
