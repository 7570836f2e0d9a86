// What a decision takes over from its cause, and how trading days are counted.

import { expect, test } from '@jest/globals';
import { micros, parseMicros } from '@tradingbot/domain';
import { sequencedDecision, sequencedFact, tradingDay } from './envelope.ts';
import { TYPE_CODE } from './registry.ts';

const tick = sequencedFact('clock.tick', TYPE_CODE['clock.tick'], 5, micros(99), 'sequencer', {});
const resume = { operator: 'ann', reason: 'checked', command: '1-1' };

test('a fact has no cause and is the root of its own chain', () => {
  expect({ ...tick }).toStrictEqual({
    type: 'clock.tick',
    code: TYPE_CODE['clock.tick'],
    position: 5,
    time: 99,
    source: 'sequencer',
    cause: 0,
    ordinal: 0,
    correlation: 5,
    payload: {},
  });
});

test('a decision has the time of its cause, and the root of its cause', () => {
  const first = sequencedDecision('control.resume', TYPE_CODE['control.resume'], 6, tick, 'risk', 2, resume);
  const second = sequencedDecision('control.resume', TYPE_CODE['control.resume'], 7, first, 'execution', 0, resume);
  const decided = {
    type: 'control.resume',
    code: TYPE_CODE['control.resume'],
    time: 99,
    correlation: 5,
    payload: resume,
  };
  expect({ ...first }).toStrictEqual({ ...decided, position: 6, source: 'risk', cause: 5, ordinal: 2 });
  expect({ ...second }).toStrictEqual({ ...decided, position: 7, source: 'execution', cause: 6, ordinal: 0 });
});

test.each([
  ['1970-01-01T00:00:00Z', 0, 0],
  ['1970-01-01T23:59:59.999999Z', 0, 0],
  ['1970-01-02T00:00:00Z', 0, 1],
  ['1970-01-02T07:59:59.999999Z', 8, 0],
  ['1970-01-02T08:00:00Z', 8, 1],
  ['1969-12-31T23:59:59Z', 0, -1],
])('at %s the trading day that starts at %d o’clock UTC is day %d', (at, resetHour, day) => {
  expect(tradingDay(parseMicros(at) ?? micros(NaN), resetHour)).toBe(day);
});
