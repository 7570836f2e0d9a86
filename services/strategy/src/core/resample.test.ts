import { describe, expect, test } from '@jest/globals';
import { formatMicros, parseMicros, timeframe, type CalendarName, type Micros } from '@tradingbot/domain';
import { BTC, px } from '@tradingbot/testing';
import { noLongBar, rescale, takeIn } from './resample.ts';

const MINUTE = 60_000_000;
const at = (time: string): Micros => parseMicros(time) as Micros;
const bar = (
  openTime: string,
  minutes: number,
  close = '100',
  over: { high?: string; low?: string; open?: string } = {},
) => ({
  instrument: BTC,
  timeframe: timeframe(minutes * MINUTE),
  openTime: at(openTime),
  open: px(over.open ?? close),
  high: px(over.high ?? close),
  low: px(over.low ?? close),
  close: px(close),
  volume: 2,
});

/** The longer bars, each with when it ran, of bars of `minutes` that open at these times. */
function shown(calendar: CalendarName, length: number, minutes: number, opens: readonly string[]): string[] {
  const long = noLongBar(timeframe(length * MINUTE));
  return opens.flatMap((open) =>
    takeIn(long, bar(open, minutes), calendar)
      ? [`${open} → ${formatMicros(long.start)} to ${formatMicros(long.end)}`]
      : [],
  );
}

test('a longer bar opens with the first, closes with the last, and has the range and the volume of all', () => {
  const long = noLongBar(timeframe(60 * MINUTE));
  expect(takeIn(long, bar('2021-01-05T10:00:00', 20, '101', { open: '99', low: '98', high: '102' }), '24x7')).toBe(
    false,
  );
  expect(takeIn(long, bar('2021-01-05T10:20:00', 20, '100', { high: '105' }), '24x7')).toBe(false);
  expect(takeIn(long, bar('2021-01-05T10:40:00', 20, '103', { low: '97' }), '24x7')).toBe(true);
  expect(long).toMatchObject({ open: px('99'), high: px('105'), low: px('97'), close: px('103'), volume: 6 });
});

test('after a split it is counted in new shares', () => {
  const long = noLongBar(timeframe(60 * MINUTE));
  takeIn(long, bar('2021-01-05T10:00:00', 20, '120', { open: '90', low: '60', high: '150' }), '24x7');
  rescale(long, 3);
  expect(long).toMatchObject({ open: px('30'), high: px('50'), low: px('20'), close: px('40'), volume: 6 });
});

describe('around the clock', () => {
  test('it runs in whole lengths from the epoch', () => {
    expect(shown('24x7', 240, 120, ['2021-01-05T02:00:00', '2021-01-05T04:00:00', '2021-01-05T06:00:00'])).toEqual([
      '2021-01-05T06:00:00 → 2021-01-05T04:00:00Z to 2021-01-05T08:00:00Z',
    ]);
  });

  test('it is never shown when its first or its last bar is missing; the next one is', () => {
    expect(
      shown('24x7', 60, 20, [
        '2021-01-05T10:20:00',
        '2021-01-05T10:40:00',
        '2021-01-05T11:00:00',
        '2021-01-05T11:20:00',
        '2021-01-05T12:00:00',
        '2021-01-05T12:40:00',
      ]),
    ).toEqual(['2021-01-05T12:40:00 → 2021-01-05T12:00:00Z to 2021-01-05T13:00:00Z']);
  });
});

describe('on an exchange', () => {
  test('it runs from the open of the session, and ends with it', () => {
    const half = Array.from({ length: 13 }, (_, i) => formatMicros(at('2021-01-05T14:30:00') + i * 30 * MINUTE));
    expect(shown('NYSE', 120, 30, half)).toEqual([
      '2021-01-05T16:00:00Z → 2021-01-05T14:30:00Z to 2021-01-05T16:30:00Z',
      '2021-01-05T18:00:00Z → 2021-01-05T16:30:00Z to 2021-01-05T18:30:00Z',
      '2021-01-05T20:00:00Z → 2021-01-05T18:30:00Z to 2021-01-05T20:30:00Z',
      '2021-01-05T20:30:00Z → 2021-01-05T20:30:00Z to 2021-01-05T21:00:00Z',
    ]);
  });

  test('a day is one session, and bars outside it belong to none', () => {
    expect(
      shown('NYSE', 1440, 210, [
        '2021-01-05T11:00:00',
        '2021-01-05T14:30:00',
        '2021-01-05T17:30:00',
        '2021-01-05T21:00:00',
      ]),
    ).toEqual(['2021-01-05T17:30:00 → 2021-01-05T14:30:00Z to 2021-01-05T21:00:00Z']);
  });
});

test('on an exchange it begins with the bar in which the session opens, however that one is stamped', () => {
  const hours = [14, 15, 16, 17, 18, 19, 20].map((hour) => `2021-01-05T${hour}:00:00`);
  // 09:00 New York, for 09:30 to 10:00, until the close at 16:00.
  expect(shown('NYSE', 1440, 60, hours)).toEqual([
    '2021-01-05T20:00:00 → 2021-01-05T14:00:00Z to 2021-01-05T21:00:00Z',
  ]);
  expect(shown('NYSE', 240, 60, hours)).toEqual([
    '2021-01-05T17:00:00 → 2021-01-05T14:00:00Z to 2021-01-05T18:00:00Z',
    '2021-01-05T20:00:00 → 2021-01-05T18:00:00Z to 2021-01-05T21:00:00Z',
  ]);
  const halfPast = [14, 15, 16, 17, 18, 19, 20].map((hour) => `2021-01-05T${hour}:30:00`);
  expect(shown('NYSE', 1440, 60, halfPast)).toEqual([
    '2021-01-05T20:30:00 → 2021-01-05T14:30:00Z to 2021-01-05T21:00:00Z',
  ]);
});
