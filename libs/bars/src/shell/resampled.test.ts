// Longer bars against a naive resampler that has all bars in hand; what they leave out; the paths inside them.

import { describe, expect, test } from '@jest/globals';
import {
  calendarOf,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  micros,
  parseMicros,
  timeframe,
  type CalendarName,
  type TradingHours,
} from '@tradingbot/domain';
import fc from 'fast-check';
import { createBarChunk } from '../core/bar-chunk.ts';
import type { BarChunk } from '../core/bar-series.ts';
import { canResample } from '../core/resample/bucket-grid.ts';
import type { Resampling } from '../core/resample/resampler.ts';
import { resampled, withReference } from './resampled.ts';

const HOUR = MICROS_PER_HOUR;
const at = (text: string): number => parseMicros(text) ?? NaN;

interface Bar {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly path?: readonly number[];
}

async function* chunksOf(bars: readonly Bar[], size: number): AsyncGenerator<BarChunk> {
  const chunk = createBarChunk(size);
  for (let from = 0; from < bars.length; from += size) {
    const part = bars.slice(from, from + size);
    chunk.length = part.length;
    chunk.openTime.set(part.map(({ time }) => time));
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const)
      chunk[name].set(part.map((bar) => bar[name]));
    yield chunk;
  }
}

async function barsOf(chunks: AsyncIterable<BarChunk>): Promise<Bar[]> {
  const bars: Bar[] = [];
  for await (const { length, openTime, open, high, low, close, volume, path } of chunks) {
    for (let row = 0; row < length; row++) {
      const [time, o, h, l, c, v] = [openTime, open, high, low, close, volume].map((column) => column[row] ?? NaN);
      const bar = { time, open: o, high: h, low: l, close: c, volume: v } as Bar;
      const prices = path?.prices.slice(row * path.perBar, (row + 1) * path.perBar);
      bars.push(path?.known[row] === 1 ? { ...bar, path: [...(prices ?? [])] } : bar);
    }
  }
  return bars;
}

interface Case {
  readonly calendar: CalendarName;
  readonly hours: TradingHours;
  readonly finer: number;
  readonly long: number;
}

async function make(bars: readonly Bar[], { calendar, hours, finer, long }: Case, chunk = 5, withPath = true) {
  const tally: Resampling = { symbol: 'X', from: finer, to: long, incomplete: 0, withGaps: 0 };
  const options = { calendar, hours, finer: timeframe(finer), timeframe: timeframe(long), withPath };
  return { bars: await barsOf(resampled(chunksOf(bars, chunk), options, tally)), tally };
}

/** Every slot of a market's time from a start on, stamped on the grid of `finer`. */
function slots(calendar: CalendarName, hours: TradingHours, start: number, finer: number, count: number): number[] {
  const { sessionOverlapping } = calendarOf(calendar, hours);
  return Array.from({ length: count }, (_, i) => start + i * finer).filter(
    (time) => sessionOverlapping(micros(time), micros(time + finer)) !== undefined,
  );
}

/** Puts each bar with the others of its longer one, and looks at whole groups. */
function naive(bars: readonly Bar[], { calendar, hours, finer, long }: Case): Bar[] {
  const { sessionOverlapping } = calendarOf(calendar, hours);
  const groups = new Map<number, { bars: Bar[]; until: number }>();
  for (const bar of bars) {
    const session = sessionOverlapping(micros(bar.time), micros(bar.time + finer));
    if (session === undefined) throw new Error('a bar outside sessions');
    let first = calendar === '24x7' ? 0 : bar.time;
    if (calendar !== '24x7') while (first > session.open) first -= finer;
    let start = first;
    while (start + long <= bar.time) start += calendar === '24x7' ? Math.floor((bar.time - start) / long) * long : long;
    const until = calendar === '24x7' ? start + long : Math.min(start + long, session.close);
    const group = groups.get(start) ?? { bars: [], until };
    group.bars.push(bar);
    groups.set(start, group);
  }
  const whole = [...groups].filter(([start, group], i) => {
    if (i === 0 && group.bars[0]?.time !== start) return false;
    return i < groups.size - 1 || (group.bars.at(-1)?.time ?? 0) + finer >= group.until;
  });
  return whole.map(([time, group]) => {
    const at = (slot: number): number =>
      group.bars.findLast((bar) => bar.time + finer <= slot)?.close ?? (group.bars[0]?.open as number);
    return {
      time,
      open: group.bars[0]?.open ?? NaN,
      high: Math.max(...group.bars.map(({ high }) => high)),
      low: Math.min(...group.bars.map(({ low }) => low)),
      close: group.bars.at(-1)?.close ?? NaN,
      volume: group.bars.reduce((sum, { volume }) => sum + volume, 0),
      path: Array.from({ length: long / finer }, (_, i) => at(time + (i + 1) * finer)),
    };
  });
}

const barAt = (time: number, seed: number): Bar => {
  const open = 100 + ((seed * 7) % 50);
  const close = 100 + ((seed * 13) % 50);
  return {
    time,
    open,
    close,
    high: Math.max(open, close) + (seed % 9),
    low: Math.min(open, close) - (seed % 5),
    volume: seed % 11,
  };
};

const CASES: readonly (readonly [string, Case])[] = (
  [
    ['24x7', 'regular', 1, 4],
    ['24x7', 'regular', 0.25, 1],
    ['24x7', 'regular', 1, 168],
    ['NYSE', 'regular', 1, 4],
    ['NYSE', 'regular', 0.5, 1],
    ['NYSE', 'regular', 1, 24],
    ['NYSE', 'extended', 0.5, 4],
    ['NYSE', 'extended', 1, 12],
  ] as const
).map(([calendar, hours, finer, long]) => [
  `${calendar} ${hours} ${finer} h to ${long} h`,
  { calendar, hours, finer: finer * HOUR, long: long * HOUR },
]);

describe('Longer bars', () => {
  // Thanksgiving with its half day, and the end of a year.
  test.each(CASES)('%s: are those of a naive resampler', async (_, one) => {
    const market = fc.record({
      offset: fc.integer({ min: 0, max: 60 }),
      kept: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 300 }),
      chunk: fc.integer({ min: 1, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(market, async ({ offset, kept, chunk }) => {
        const times = slots(one.calendar, one.hours, at('2024-11-25') + offset * one.finer, one.finer, 2 * kept.length);
        // Most are there, some are missing.
        const bars = times.filter((_time, i) => kept[i % kept.length] !== 0).map(barAt);
        const wanted = naive(bars, one);
        if (wanted.length === 0)
          await expect(make(bars, one, chunk)).rejects.toThrow(/^data.timeframe: .* make no whole/);
        else expect((await make(bars, one, chunk)).bars).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  test.each(CASES)('%s: none opens before the one before it has closed', async (_, one) => {
    const times = slots(one.calendar, one.hours, at('2002-08-26'), one.finer, (40 * MICROS_PER_DAY) / one.finer);
    const { bars } = await make(times.map(barAt), one);
    expect(bars.every(({ time }, i) => i === 0 || time >= (bars[i - 1]?.time ?? 0) + one.long)).toBe(true);
  });

  test('that the data cuts off are left out and counted, those with holes are made and counted', async () => {
    const one: Case = { calendar: '24x7', hours: 'regular', finer: HOUR, long: 4 * HOUR };
    const hours = [1, 2, 3, /**/ 4, 5, 6, 7, /**/ 8, 11, /**/ 12, 13, 14];
    const { bars, tally } = await make(
      hours.map((hour) => barAt(at('2024-01-01') + hour * HOUR, hour)),
      one,
    );
    expect(bars.map(({ time }) => (time - at('2024-01-01')) / HOUR)).toEqual([4, 8]);
    expect([tally.incomplete, tally.withGaps]).toEqual([2, 1]);
  });

  test('of a session begin with the hour in which it opens, and the last one ends after it', async () => {
    const one: Case = { calendar: 'NYSE', hours: 'regular', finer: HOUR, long: 4 * HOUR };
    const times = slots('NYSE', 'regular', at('2021-01-04'), HOUR, 48);
    const { bars, tally } = await make(times.map(barAt), one);
    expect(bars.map(({ time }) => time)).toEqual(
      ['2021-01-04T14:00', '2021-01-04T18:00', '2021-01-05T14:00', '2021-01-05T18:00'].map((text) => at(`${text}:00Z`)),
    );
    expect([tally.incomplete, tally.withGaps]).toEqual([0, 0]);
  });

  test('are made only where they fit', () => {
    expect(canResample('24x7', HOUR, 4 * HOUR)).toBe(true);
    expect(canResample('24x7', HOUR, 168 * HOUR)).toBe(true);
    expect(canResample('24x7', 4 * HOUR, HOUR)).toBe(false);
    expect(canResample('24x7', 4 * HOUR, 6 * HOUR)).toBe(false);
    expect(canResample('NYSE', HOUR, 5 * HOUR)).toBe(false);
    expect(canResample('NYSE', HOUR, 168 * HOUR)).toBe(false);
  });
});

test('A path from a second file is that of a search for each of its points', async () => {
  const market = fc.record({
    kept: fc.array(fc.boolean(), { minLength: 1, maxLength: 200 }),
    bars: fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
    sizes: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
  });
  await fc.assert(
    fc.asyncProperty(market, async ({ kept, bars, sizes }) => {
      const step = HOUR / 4;
      const start = at('2024-01-01');
      const fine = kept.flatMap((there, i) => (there ? [barAt(start + i * step, i)] : []));
      const long = bars.flatMap((there, i) => (there ? [barAt(start + i * HOUR, i)] : []));
      const reference = { timeframe: timeframe(HOUR), step: timeframe(step) };
      const joined = await barsOf(withReference(chunksOf(long, sizes[0]), chunksOf(fine, sizes[1]), reference));
      const wanted = long.map((bar) => {
        const inside = fine.filter(({ time }) => time >= bar.time && time < bar.time + HOUR);
        const priceAt = (time: number): number => inside.findLast((one) => one.time + step <= time)?.close ?? bar.open;
        return inside.length === 0 ? bar : { ...bar, path: [1, 2, 3, 4].map((i) => priceAt(bar.time + i * step)) };
      });
      expect(joined).toEqual(wanted);
    }),
  );
});
