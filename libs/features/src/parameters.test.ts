// Every indicator refuses a window length that is not a whole number of at least 1, in one sentence.

import { describe, expect, test } from '@jest/globals';
import * as features from './index.ts';

const byLength: Record<string, (n: number) => unknown> = {
  atr: features.atr,
  bollinger: (n) => features.bollinger(n, 2),
  cci: features.cci,
  ema: features.ema,
  lag: features.lag,
  momentum: features.momentum,
  roc: features.roc,
  rollingMax: features.rollingMax,
  rollingMin: features.rollingMin,
  rsi: features.rsi,
  sma: features.sma,
  standardDeviation: features.standardDeviation,
  vwap: features.vwap,
  wilderAverage: features.wilderAverage,
};

describe.each(Object.entries(byLength))('%s', (name, make) => {
  test.each([0, -1, 1.5, NaN, Infinity, 2 ** 53])('refuses a length of %p', (n) => {
    expect(() => make(n)).toThrow(new RangeError(`${name}: n must be a whole number of at least 1, but it is ${n}.`));
    expect(() => make(n)).toThrow(RangeError);
  });

  test('accepts a length of 1', () => {
    expect(() => make(1)).not.toThrow();
  });
});

describe('macd', () => {
  test.each([
    [0, 26, 9, 'fast must be a whole number of at least 1, but it is 0.'],
    [12, 2.5, 9, 'slow must be a whole number of at least 1, but it is 2.5.'],
    [12, 26, -9, 'signalLength must be a whole number of at least 1, but it is -9.'],
    [26, 12, 9, 'fast must be less than slow, but fast is 26 and slow is 12.'],
    [12, 12, 9, 'fast must be less than slow, but fast is 12 and slow is 12.'],
  ])('refuses lengths %p, %p, %p', (fast, slow, signalLength, sentence) => {
    expect(() => features.macd(fast, slow, signalLength)).toThrow(new RangeError(`macd: ${sentence}`));
    expect(() => features.macd(fast, slow, signalLength)).toThrow(RangeError);
  });
});

test.each([0, -2, NaN, Infinity])('bollinger refuses a width of %p', (width) => {
  expect(() => features.bollinger(20, width)).toThrow(
    new RangeError(`bollinger: width must be a number above 0, but it is ${width}.`),
  );
});
