// Played group by group the timeline says what it says when it is played at once, and closes its sources either way.

import { expect, test } from '@jest/globals';
import { ETH, HOUR, randomRows, seriesOf } from '@tradingbot/testing';
import type { Timeframe } from '@tradingbot/domain';
import fc from 'fast-check';
import type { BarSeries } from '../core/bar-series.ts';
import type { TimelineListener } from '../core/timeline.ts';
import { playTimeline, stepTimeline } from './play-timeline.ts';

const market = fc.record({
  seed: fc.nat(),
  length: fc.integer({ min: 0, max: 20 }),
  chunk: fc.integer({ min: 1, max: 4 }),
  hours: fc.constantFrom(1, 2),
});

test('A step is one group, and all steps are the whole', async () => {
  await fc.assert(
    fc.asyncProperty(market, async (choice) => {
      const played = listening();
      await playTimeline(seriesFor(choice), played.listener);
      const stepped = listening();
      const steps = stepTimeline(seriesFor(choice), stepped.listener);
      for (let groups = 1; (await steps.next()).done !== true; groups++) expect(stepped.groups.length).toBe(groups);
      expect(stepped.groups).toEqual(played.groups);
    }),
    { numRuns: 200 },
  );
});

test('Sources are closed when the steps are left early', async () => {
  let closed = 0;
  const watched = seriesFor({ seed: 1, length: 9, chunk: 2, hours: 1 }).map((series): BarSeries => ({
    ...series,
    async *chunks() {
      try {
        yield* series.chunks();
      } finally {
        closed += 1;
      }
    },
  }));
  const steps = stepTimeline(watched, listening().listener);
  await steps.next();
  expect(closed).toBe(0);
  await steps.return(undefined);
  expect(closed).toBe(2);
});

function seriesFor({ seed, length, chunk, hours }: { seed: number; length: number; chunk: number; hours: number }) {
  const slow = randomRows(seed + 1, length).map((row) => ({ ...row, at: row.at * hours }));
  return [
    seriesOf(randomRows(seed, length), undefined, chunk),
    { ...seriesOf(slow, ETH, chunk), timeframe: (hours * HOUR) as Timeframe },
  ];
}

/** Each group as text: its time, and what was said in it. */
function listening(): { listener: TimelineListener; groups: string[] } {
  const groups: string[] = [];
  let now = 0;
  let said: string[] = [];
  const done = (): void => {
    groups.push(`${now} ${said.join(' ')}`);
    said = [];
  };
  const listener: TimelineListener = {
    instant: (time) => void (now = time),
    closed: ({ instrument }, { close }, row) => void said.push(`close ${instrument} ${close[row]}`),
    closesDone: done,
    opened: ({ instrument }, { open }, row) => void said.push(`open ${instrument} ${open[row]}`),
    opensDone: done,
  };
  return { listener, groups };
}
