// Numbers as they stand in a report.

import { describe, expect, test } from '@jest/globals';
import {
  dayText,
  decimalsFor,
  durationText,
  numberText,
  percentText,
  priceText,
  qtyText,
  signed,
  timeText,
} from './number-text.js';

const thin = (text: string): string => text.replaceAll('_', '\u202f');

describe('numbers', () => {
  test('have thin spaces between thousands, and a real minus sign', () => {
    expect(numberText(1234567.891, 2)).toBe(thin('1_234_567.89'));
    expect(numberText(-1234, 0)).toBe(thin('−1_234'));
    expect(numberText(999, 0)).toBe('999');
  });

  test('that round to zero have no sign', () => {
    expect(numberText(-0.001, 2)).toBe('0.00');
    expect(signed(numberText(0.001, 2))).toBe('0.00');
    expect(signed(numberText(0.01, 2))).toBe('+0.01');
    expect(signed(numberText(-3, 0))).toBe('−3');
  });

  test('that are none are a dash', () => {
    expect([numberText(null, 2), numberText(NaN, 2), percentText(null, 1), numberText(Infinity, 0)]).toEqual(
      Array(4).fill('–'),
    );
  });

  test('have as many decimals as their neighbours can be told apart by', () => {
    expect([5, 1, 0.5, 0.02, 0.001].map(decimalsFor)).toEqual([0, 0, 1, 2, 3]);
    expect([priceText(43210.123, 8), priceText(0.00001234, 8), priceText(12.3456, 2)]).toEqual([
      thin('43_210.12'),
      '0.00001234',
      '12.35',
    ]);
    expect([qtyText(218), qtyText(0.25), qtyText(1.123456789)]).toEqual(['218', '0.25', '1.123457']);
  });
});

test('shares are percent', () => {
  expect(percentText(0.1234, 1)).toBe(thin('12.3_%'));
});

test('times are UTC', () => {
  const time = Date.UTC(2024, 1, 5, 4, 9);
  expect([dayText(time), timeText(time)]).toEqual(['5 Feb 2024', '5 Feb 2024 04:09']);
});

test('durations have at most two units', () => {
  const minute = 60_000;
  expect([5, 60, 90, 24 * 60, 76 * 60].map((minutes) => durationText(minutes * minute))).toEqual(
    ['5_min', '1_h', '1_h 30_min', '1_d', '3_d 4_h'].map(thin),
  );
});
