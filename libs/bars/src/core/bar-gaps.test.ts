// Gaps against a calendar: what is missing in market hours is counted and listed, and nothing else.

import { describe, expect, test } from '@jest/globals';
import { calendarOf, formatMicros, MICROS_PER_HOUR, micros, parseMicros, type CalendarName } from '@tradingbot/domain';
import fc from 'fast-check';
import { createBarChunk } from './bar-chunk.ts';
import { createGapWatch, noGaps, type BarGaps } from './bar-gaps.ts';

const HOUR = MICROS_PER_HOUR;
const at = (text: string): number => parseMicros(text) ?? NaN;

function gapsOf(times: readonly number[], calendar: CalendarName, timeframe = HOUR, chunkSize = 3): BarGaps {
  const gaps = noGaps('X', timeframe);
  const watch = createGapWatch(calendar, gaps);
  for (let from = 0; from < times.length; from += chunkSize) {
    const part = times.slice(from, from + chunkSize);
    const chunk = createBarChunk(chunkSize);
    chunk.openTime.set(part);
    chunk.length = part.length;
    watch.see(chunk);
  }
  return gaps;
}

const shown = ({ first }: BarGaps): string[] =>
  first.map(({ from, to, bars }) => `${formatMicros(from)} ${formatMicros(to)} ${bars}`);

describe('Gaps', () => {
  test('around the clock any bar is missed; the first few are listed, and the longest', () => {
    const start = at('2024-01-01');
    const gaps = gapsOf(
      [0, 1, 4, 5, 7, 20, 22, 24, 26, 28].map((hour) => start + hour * HOUR),
      '24x7',
    );
    expect([gaps.count, gaps.missingBars]).toEqual([7, 19]);
    expect(shown(gaps)).toEqual([
      '2024-01-01T02:00:00Z 2024-01-01T04:00:00Z 2',
      '2024-01-01T06:00:00Z 2024-01-01T07:00:00Z 1',
      '2024-01-01T08:00:00Z 2024-01-01T20:00:00Z 12',
      '2024-01-01T21:00:00Z 2024-01-01T22:00:00Z 1',
      '2024-01-01T23:00:00Z 2024-01-02T00:00:00Z 1',
    ]);
    expect(gaps.longest).toEqual({ from: start + 8 * HOUR, to: start + 20 * HOUR, bars: 12 });
  });

  test('at the exchange nights, weekends and holidays are none', () => {
    // Friday before Martin Luther King's day until the Tuesday after it.
    const friday = [14, 15, 16, 17, 18, 19, 20].map((hour) => at('2024-01-12') + hour * HOUR);
    const tuesday = [14, 15, 16, 17, 18, 19, 20].map((hour) => at('2024-01-16') + hour * HOUR);
    expect(gapsOf([...friday, ...tuesday], 'NYSE').count).toBe(0);
    const torn = gapsOf([...friday.slice(0, 5), ...tuesday.slice(2)], 'NYSE');
    expect([torn.count, torn.missingBars]).toEqual([1, 4]);
    expect(shown(torn)).toEqual(['2024-01-12T19:00:00Z 2024-01-16T16:00:00Z 4']);
  });

  test('days that follow the local clock are not missed when it changes', () => {
    const days = ['2024-10-31T04', '2024-11-01T04', '2024-11-04T05', '2024-11-05T05'].map((text) => at(`${text}:00Z`));
    expect(gapsOf(days, 'NYSE', 24 * HOUR).count).toBe(0);
    const around = ['2024-11-02T04', '2024-11-03T04', '2024-11-04T05', '2024-11-06T05'].map((text) =>
      at(`${text}:00Z`),
    );
    expect(gapsOf(around, '24x7', 24 * HOUR).missingBars).toBe(1);
    expect(gapsOf([days[0] ?? 0, days[3] ?? 0], 'NYSE', 24 * HOUR).missingBars).toBe(2);
  });

  test.each(['24x7', 'NYSE'] as const)('%s: as many as a search slot by slot misses', (name) => {
    const calendar = calendarOf(name);
    const start = at('2024-11-25');
    const minutes = fc.constantFrom(15, 30, 60);
    const present = fc.array(fc.boolean(), { minLength: 2, maxLength: 300 });
    fc.assert(
      fc.property(minutes, present, (length, kept) => {
        const timeframe = (length * HOUR) / 60;
        const isOpen = (time: number): boolean =>
          calendar.sessionOverlapping(micros(time), micros(time + timeframe)) !== undefined;
        const slots = kept.map((_, i) => start + i * timeframe).filter(isOpen);
        const bars = slots.filter((_, i) => kept[i]);
        const naive = slots.filter(
          (slot) => slot > (bars[0] ?? Infinity) && slot < (bars.at(-1) ?? 0) && !bars.includes(slot),
        );
        expect(gapsOf(bars, name, timeframe, 7).missingBars).toBe(naive.length);
      }),
    );
  });
});
