// Whatever the bus loses, doubles or mixes up, each event is seen once and in order.

import { expect, test } from '@jest/globals';
import { sequencedFact, serialiserFor, TYPE_CODE, type RecordedEvent } from '@tradingbot/contracts';
import { micros } from '@tradingbot/domain';
import { noise } from '@tradingbot/testing';
import { createJournalFeed, type JournalFeed } from './journal-feed.ts';

const CATALOG = { instruments: [], strategies: [], currency: 'USDT' };
const serialiser = serialiserFor(CATALOG);

const line = (position: number): string =>
  serialiser.line(
    sequencedFact('clock.tick', TYPE_CODE['clock.tick'], position, micros(position), 'sequencer', {}),
    'journal',
  );
const event = (position: number): RecordedEvent => ({
  type: 'clock.tick',
  position,
  time: position,
  source: 'sequencer',
  cause: 0,
  ordinal: 0,
  correlation: position,
  payload: '{}',
});

interface Watched {
  readonly feed: JournalFeed;
  readonly seen: number[];
  readonly pages: number[];
  /** Resolves when all up to here has been seen and said. */
  until(position: number): Promise<void>;
  /** The log reaches to here. */
  log: number;
  failures: number;
}

function watch(see: (position: number) => void = () => undefined): Watched {
  const waiting: { position: number; resolve: () => void }[] = [];
  const seen: number[] = [];
  const pages: number[] = [];
  const watched: Watched = {
    seen,
    pages,
    log: 0,
    failures: 0,
    feed: createJournalFeed({
      async readPage(after) {
        pages.push(after);
        if (watched.failures > 0) {
          watched.failures -= 1;
          throw new Error('no answer');
        }
        return Array.from({ length: Math.min(4, Math.max(0, watched.log - after)) }, (_, i) => line(after + 1 + i));
      },
      see: ({ position }) => {
        seen.push(position);
        see(position);
      },
      paused: () => {
        for (const one of waiting) if (watched.feed.position >= one.position) one.resolve();
      },
      failed: (error) => seen.push(String(error) as never),
    }),
    until: (position) => new Promise((resolve) => waiting.push({ position, resolve })),
  };
  return watched;
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

test('what comes in order is seen as it comes, and nothing is read', async () => {
  const { feed, seen, pages, until } = watch();
  const all = until(3);
  for (const position of [1, 2, 2, 1, 3]) feed.offer(event(position));
  await all;
  expect([seen, pages]).toEqual([upTo(3), []]);
});

test('a gap is read from the log; what came early is kept', async () => {
  const watched = watch();
  const { feed, seen, pages, until } = watched;
  watched.log = 7;
  const all = until(7);
  for (const position of [1, 5, 7, 6]) feed.offer(event(position));
  await all;
  expect([seen, pages]).toEqual([upTo(7), [1]]);
});

test('a last event that was lost shows by the heartbeat, and reading goes on until it succeeds', async () => {
  const watched = watch();
  watched.log = 10;
  watched.failures = 2;
  const all = watched.until(10);
  watched.feed.reaches(10);
  expect(watched.feed.isCaughtUp).toBe(false);
  await all;
  expect([watched.seen, watched.feed.isCaughtUp]).toEqual([upTo(10), true]);
});

test('any loss, doubling and disorder: each event once, in order', async () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = noise(seed);
    const watched = watch();
    const all = watched.until(200);
    watched.log = 200;
    for (let i = 0; i < 400; i++) {
      watched.feed.offer(event(Math.min(200, 1 + Math.floor(i / 2 + random() * 12))));
      if (random() < 0.1) await Promise.resolve();
    }
    watched.feed.reaches(200);
    await all;
    expect([seed, watched.seen]).toEqual([seed, upTo(200)]);
  }
});

test('after a failure nothing more is seen', () => {
  const { feed, seen } = watch((position) => {
    if (position === 2) throw new Error('diverged');
  });
  for (const position of [1, 2, 3]) feed.offer(event(position));
  expect(seen).toEqual([1, 2, 'Error: diverged']);
});
