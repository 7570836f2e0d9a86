// Choices by the softmax of their logits, against the definitions of probability, entropy and divergence.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '@tradingbot/core';
import { distributionOf } from './distribution.ts';

const CHOICES = 4;
const four = distributionOf({ kind: 'categorical', choices: CHOICES });
const none = new Float64Array(0);
const logits = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: CHOICES, maxLength: CHOICES });

/** Plainly by definition: the numbers are small enough. */
function softmax(logits: readonly number[]): number[] {
  const powers = logits.map((logit) => Math.exp(Math.fround(logit)));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

function closeTo(found: number | undefined, expected: number): void {
  expect(Math.abs((found ?? NaN) - expected)).toBeLessThan(1e-5 * (1 + Math.abs(expected)));
}

describe('A choice', () => {
  test('is as likely as the softmax of its logit', () => {
    fc.assert(
      fc.property(logits, (logits) => {
        const written = new Float32Array(1);
        softmax(logits).forEach((probability, choice) => {
          four.logProb(Float32Array.from(logits), none, Float32Array.of(choice), 1, written);
          closeTo(written[0], Math.log(probability));
        });
      }),
    );
  });

  test('has as entropy −Σ p ln p', () => {
    fc.assert(
      fc.property(logits, (logits) => {
        const written = new Float32Array(1);
        four.entropy(Float32Array.from(logits), none, 1, written);
        closeTo(
          written[0],
          softmax(logits).reduce((sum, p) => sum - p * Math.log(p), 0),
        );
      }),
    );
  });

  test('has as divergence Σ p (ln p − ln q)', () => {
    fc.assert(
      fc.property(logits, logits, (own, other) => {
        const written = new Float32Array(1);
        four.kl(Float32Array.from(own), none, Float32Array.from(other), none, 1, written);
        const q = softmax(other);
        closeTo(
          written[0],
          softmax(own).reduce((sum, p, i) => sum + p * (Math.log(p) - Math.log(q[i] ?? NaN)), 0),
        );
      }),
    );
  });

  test('is drawn as often as it is likely, and what is written is how likely it was', () => {
    const rows = 40_000;
    const row = [0, 1, -1, 2];
    const all = Float32Array.from({ length: rows * CHOICES }, (_, i) => row[i % CHOICES] ?? 0);
    const actions = new Float32Array(rows);
    const [drawn, asked] = [new Float32Array(rows), new Float32Array(rows)];
    four.sample(all, none, rows, createRandom(8), actions, drawn);
    four.logProb(all, none, actions, rows, asked);
    expect(drawn).toEqual(asked);
    softmax(row).forEach((probability, choice) => {
      const share = actions.filter((action) => action === choice).length / rows;
      expect(Math.abs(share - probability)).toBeLessThan(4 * Math.sqrt((probability * (1 - probability)) / rows));
    });
  });

  test('is likeliest where its logit is largest; of equal ones the first', () => {
    const actions = new Float32Array(3);
    four.mode(Float32Array.of(0, 3, 1, 2, 5, 5, 5, 5, -9, -8, -7, -6), 3, actions);
    expect([...actions]).toEqual([1, 0, 3]);
  });

  test('has a finite log probability at logits whose powers overflow', () => {
    const written = new Float32Array(1);
    four.logProb(Float32Array.of(1000, 999, -1000, 0), none, Float32Array.of(1), 1, written);
    closeTo(written[0], -1 - Math.log(1 + Math.exp(-1)));
  });
});
