import { describe, expect, test } from '@jest/globals';
import { formatMicros, micros, parseMicros, type Micros } from '@tradingbot/domain';
import { BTC, ETH } from '@tradingbot/testing';
import { ALWAYS_TRADE, blockedUntil, closedUntil, type NoTradeSettings } from './no-trade.ts';

const at = (time: string): Micros => parseMicros(time) as Micros;
const until = (over: Partial<NoTradeSettings>, time: string, instrument = BTC): string => {
  const end = blockedUntil({ ...ALWAYS_TRADE, ...over }, instrument, at(time));
  return end === undefined ? 'open' : formatMicros(end);
};
const minute = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const daily = (...windows: readonly [start: string, end: string][]) => ({
  dailyUtc: windows.map(([start, end]) => ({ startMinute: minute(start), endMinute: minute(end) })),
});

describe('a window of the day', () => {
  test.each([
    ['2021-01-05T07:59:59', 'open'],
    ['2021-01-05T08:00:00', '2021-01-05T08:05:00Z'],
    ['2021-01-05T08:04:59.999999', '2021-01-05T08:05:00Z'],
    ['2021-01-05T08:05:00', 'open'],
  ])('holds from its start to before its end: %s', (time, expected) => {
    expect(until(daily(['08:00', '08:05']), time)).toBe(expected);
  });

  test.each([
    ['2021-01-05T22:59:00', 'open'],
    ['2021-01-05T23:00:00', '2021-01-06T01:30:00Z'],
    ['2021-01-06T01:29:00', '2021-01-06T01:30:00Z'],
    ['2021-01-06T01:30:00', 'open'],
  ])('may cross midnight: %s', (time, expected) => {
    expect(until(daily(['23:00', '01:30']), time)).toBe(expected);
  });

  test('that touches another ends where that one does', () => {
    expect(until(daily(['08:00', '08:05'], ['08:05', '09:00']), '2021-01-05T08:01:00')).toBe('2021-01-05T09:00:00Z');
  });

  test('of a whole day never ends within a year', () => {
    expect(until(daily(['00:00', '00:00']), '2021-01-05T08:01:00')).toMatch(/^2022-01-/);
  });
});

describe('the minutes around funding', () => {
  test.each([
    ['2021-01-05T07:54:59.999999', 'open'],
    ['2021-01-05T07:55:00', '2021-01-05T08:05:00.000001Z'],
    ['2021-01-05T08:05:00', '2021-01-05T08:05:00.000001Z'],
    ['2021-01-05T08:05:00.000001', 'open'],
    ['2021-01-05T23:57:00', '2021-01-06T00:05:00.000001Z'],
    ['2021-01-05T16:00:00', '2021-01-05T16:05:00.000001Z'],
    ['2021-01-05T12:00:00', 'open'],
  ])('hold on both sides of the mark, ends included: %s', (time, expected) => {
    expect(until({ fundingBufferMinutes: 5 }, time)).toBe(expected);
  });
});

describe('a stated span', () => {
  const custom = [
    { start: at('2021-01-05T10:00:00'), end: at('2021-01-05T11:00:00'), instrument: ETH },
    { start: at('2021-02-05T10:00:00'), end: at('2021-02-05T11:00:00'), instrument: -1 as const },
  ];

  test('includes both its ends', () => {
    expect(until({ custom }, '2021-01-05T10:00:00', ETH)).toBe('2021-01-05T11:00:00.000001Z');
    expect(until({ custom }, '2021-01-05T11:00:00', ETH)).toBe('2021-01-05T11:00:00.000001Z');
    expect(until({ custom }, '2021-01-05T11:00:00.000001', ETH)).toBe('open');
  });

  test('is of its instrument, or of all', () => {
    expect(until({ custom }, '2021-01-05T10:30:00', BTC)).toBe('open');
    expect(until({ custom }, '2021-02-05T10:30:00', BTC)).toBe('2021-02-05T11:00:00.000001Z');
  });
});

describe('the regular session of the New York Stock Exchange', () => {
  /** 2021-01-05 was a Tuesday: open from 14:30 to 21:00 UTC. */
  const closed = (barOpen: string, time: string): string => {
    const end = closedUntil('NYSE', at(`2021-01-${barOpen}`), at(`2021-01-${time}`));
    return end === undefined ? 'open' : formatMicros(end);
  };

  test.each([
    ['before the open', '05T12:00:00', '05T13:00:00', '2021-01-05T14:30:00Z'],
    ['at the open, on the last bar before it', '05T14:00:00', '05T14:30:00', 'open'],
    ['within it', '05T15:00:00', '05T16:00:00', 'open'],
    ['at the close, on the last bar of it', '05T20:30:00', '05T21:00:00', 'open'],
    ['after the close', '05T21:00:00', '05T22:00:00', '2021-01-06T14:30:00Z'],
    ['after the close of a Friday', '08T21:00:00', '08T22:00:00', '2021-01-11T14:30:00Z'],
  ])('%s', (_, barOpen, time, expected) => {
    expect(closed(barOpen, time)).toBe(expected);
  });

  test('says nothing about time that the calendar does not know, and nothing about a market that never closes', () => {
    expect(closedUntil('NYSE', micros(0), micros(1))).toBeUndefined();
    expect(closedUntil('24x7', at('2021-01-05T12:00:00'), at('2021-01-05T13:00:00'))).toBeUndefined();
  });
});
