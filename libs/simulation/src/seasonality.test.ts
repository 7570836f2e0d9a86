import { describe, expect, test } from '@jest/globals';
import { micros, MICROS_PER_HOUR, parseMicros } from '@tradingbot/domain';
import { boundedMultiplierAt, hourOfWeek, multiplierAt } from './seasonality.ts';

const at = (text: string) => parseMicros(text) ?? micros(0);

describe('the hour of the week', () => {
  test.each([
    ['2021-01-04T00:00:00Z', 0],
    ['2021-01-04T23:59:59.999999Z', 23],
    ['2021-01-10T23:00:00Z', 167],
    ['1970-01-01T00:00:00Z', 72],
    ['1969-12-28T23:00:00Z', 167],
  ])('of %s is %i: 0 is Monday, midnight', (time, hour) => {
    expect(hourOfWeek(at(time))).toBe(hour);
  });
});

describe('a multiplier', () => {
  const multipliers = Array.from({ length: 168 }, (_, hour) => hour);
  const half = micros(at('2021-01-04T05:00:00Z') + MICROS_PER_HOUR / 2);

  test('is that of its hour', () => {
    expect(multiplierAt(multipliers, half, false)).toBe(5);
  });

  test('goes straight to the next hour’s when it is interpolated, also over the end of the week', () => {
    expect(multiplierAt(multipliers, half, true)).toBe(5.5);
    expect(multiplierAt(multipliers, at('2021-01-10T23:45:00Z'), true)).toBe(167 * 0.25);
  });

  test('is 1 for hours that are not listed', () => {
    expect([multiplierAt([], half, true), boundedMultiplierAt([], half, false)]).toEqual([1, 1]);
  });

  test('of liquidity and latency is kept within 0.1 and 10 before it is interpolated', () => {
    expect(boundedMultiplierAt(multipliers, at('2021-01-04T00:00:00Z'), false)).toBe(0.1);
    expect(boundedMultiplierAt(multipliers, at('2021-01-04T09:30:00Z'), true)).toBe(9.5);
    expect(boundedMultiplierAt(multipliers, at('2021-01-05T09:30:00Z'), true)).toBe(10);
  });
});
