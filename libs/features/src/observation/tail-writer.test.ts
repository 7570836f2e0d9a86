// What stands after the market: which instrument it is, then how the account stands.

import { describe, expect, test } from '@jest/globals';
import { observationPlan } from './observation-plan.ts';
import { createTailWriter } from './tail-writer.ts';

const choice = { columns: [], timeframe: '1h', assetClass: 'crypto_spot', maxWarmup: 100 } as const;
const one = observationPlan({ ...choice, instruments: ['AAAUSDT'] });
const three = observationPlan({ ...choice, instruments: ['AAAUSDT', 'BBBUSDT', 'CCCUSDT'] });

function tail(plan = one, instrument?: string) {
  const writer = createTailWriter(plan, instrument);
  return (cash: number, positionValue: number, worth: number, fillRatio: number): number[] => {
    const target = new Float32Array(plan.features.length - plan.marketCount);
    writer.write(cash, positionValue, worth, fillRatio, target, 0);
    return Array.from(target);
  };
}

describe('the account', () => {
  test('is cash and position as shares of its worth, and what was filled', () => {
    expect(tail()(400, 600, 1_000, 0.75)).toEqual([0.4, Math.tanh(0.6), 0.75].map(Math.fround));
  });

  test('is all cash when it is worth nothing', () => {
    expect(tail()(0, 0, 0, 1)).toEqual([1, 0, 1]);
    expect(tail()(-5, -5, -10, 1)).toEqual([1, 0, 1]);
  });

  test('stays within its ranges', () => {
    expect(tail()(-500, 1_500, 1_000, 7)).toEqual([0, Math.fround(Math.tanh(1.5)), 1]);
    expect(tail()(5_000, -4_000, 1_000, -1)).toEqual([1, Math.fround(Math.tanh(-4)), 0]);
    expect(tail()(NaN, NaN, NaN, NaN)).toEqual([0, 0, 0]);
  });
});

describe('the instrument', () => {
  test('is its place and its own 1, where there are several', () => {
    expect(tail(three, 'AAAUSDT')(1, 0, 1, 1)).toEqual([0, 1, 0, 0, 1, 0, 1]);
    expect(tail(three, 'CCCUSDT')(1, 0, 1, 1)).toEqual([1, 0, 0, 1, 1, 0, 1]);
  });

  test('has to be one of the plan', () => {
    const sentence = 'is none of the instruments observed, AAAUSDT, BBBUSDT, CCCUSDT.';
    expect(() => createTailWriter(three, 'DDDUSDT')).toThrow(`"DDDUSDT" ${sentence}`);
    expect(() => createTailWriter(three)).toThrow(sentence);
    expect(() => createTailWriter(one, 'BBBUSDT')).toThrow('"BBBUSDT" is none of the instruments observed, AAAUSDT.');
  });
});
