import { describe, expect, test } from '@jest/globals';
import { nextFloat } from '@tradingbot/core';
import { instrumentIndex, micros } from '@tradingbot/domain';
import { bridgeNormal, latencyRandom } from './order-draws.ts';

const T = 1_609_459_200_000_000;
const normal = (seed: number, instrument: number, openTime: number, number: number): number =>
  bridgeNormal(seed, instrumentIndex(instrument), micros(openTime), number);

test('an order draws the same numbers every time', () => {
  expect(normal(1, 0, T, 1)).toBe(normal(1, 0, T, 1));
  expect(nextFloat(latencyRandom(1, 1))).toBe(nextFloat(latencyRandom(1, 1)));
});

test('seed, instrument, bar and number each make other draws', () => {
  const drawn = [
    normal(1, 0, T, 1),
    normal(2, 0, T, 1),
    normal(1, 1, T, 1),
    normal(1, 0, T + 1, 1),
    normal(1, 0, T, 2),
  ];
  const far = [normal(1 + 2 ** 32, 0, T, 1), normal(1, 0, T + 2 ** 40, 1), normal(-1, 0, T, 1)];
  expect(new Set([...drawn, ...far]).size).toBe(8);
});

describe('draws of orders one after the other', () => {
  const count = 20_000;

  test('are spread like a standard normal number', () => {
    const all = Array.from({ length: count }, (_, index) => normal(7, 0, T, index + 1));
    const mean = all.reduce((sum, z) => sum + z, 0) / count;
    const variance = all.reduce((sum, z) => sum + (z - mean) ** 2, 0) / (count - 1);
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(all.filter((z) => z > 1.959964).length / count - 0.025)).toBeLessThan(0.005);
  });

  test('do not follow each other', () => {
    const first = Array.from({ length: count }, (_, index) => nextFloat(latencyRandom(7, index + 1)) - 0.5);
    const product = first.slice(1).reduce((sum, value, index) => sum + value * (first[index] ?? 0), 0) / count;
    expect(Math.abs(product * 12)).toBeLessThan(4 / Math.sqrt(count));
  });
});
