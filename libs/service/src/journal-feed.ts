// Every event of one journal, once and in order: from the bus when they come, from the log when one is missing.

import { openLine, type RecordedEvent } from '@tradingbot/contracts';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';

export interface FeedOptions {
  /** A page of stored lines after a position; asked again when it fails. */
  readonly readPage: (after: number) => Promise<readonly string[]>;
  readonly see: (recorded: RecordedEvent) => void;
  /** Some events have been seen, and none is at hand to go on with. */
  readonly paused: () => void;
  /** `see` or `paused` has thrown: the feed has stopped. */
  readonly failed: (error: unknown) => void;
}

export interface JournalFeed {
  /** The last position that was seen. */
  readonly position: number;
  /** Whether all is seen that is known to be in the log. */
  readonly isCaughtUp: boolean;
  /** An event has come over the bus. */
  offer(recorded: RecordedEvent): void;
  /** The log reaches to here. */
  reaches(position: number): void;
  stop(): void;
}

/** Events that came too early wait up to this many; later ones are read from the log. */
const AHEAD = 10_000;
const RETRY_MS = 50;

export function createJournalFeed({ readPage, see, paused, failed }: FeedOptions): JournalFeed {
  const ahead = new Map<number, RecordedEvent>();
  let position = 0;
  let known = 0;
  let reading = false;
  let stopped = false;
  let announced = false;

  function take(recorded: RecordedEvent): void {
    position = recorded.position;
    if (position > known) known = position;
    see(recorded);
  }

  function takeAhead(): void {
    for (let next = ahead.get(position + 1); next !== undefined; next = ahead.get(position + 1)) {
      ahead.delete(next.position);
      take(next);
    }
  }

  /** Several events come in one turn of the event loop; what follows from them is said once. */
  function announce(): void {
    if (announced) return;
    announced = true;
    queueMicrotask(() => {
      announced = false;
      if (!stopped) guarded(paused);
    });
  }

  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      stopped = true;
      failed(error);
    }
  }

  async function repair(): Promise<void> {
    if (reading) return;
    reading = true;
    // The page after the one in hand: it is on its way while that one is worked through.
    let coming: Promise<readonly string[]> | undefined;
    while (!stopped && position < known) {
      const lines = await (coming ?? page(position));
      coming = undefined;
      if (lines.length === 0) {
        await wait(RETRY_MS);
        continue;
      }
      const end = position + lines.length;
      if (end < known && !ahead.has(end + 1)) {
        coming = page(end);
        // The request leaves when this turn of the event loop ends.
        await setImmediate();
      }
      guarded(() => {
        for (const line of lines) {
          const recorded = openLine(line);
          if (recorded.position === position + 1) take(recorded);
        }
        takeAhead();
      });
      // What came early has filled the gap: what was asked for does not follow any more.
      if (position !== end) coming = undefined;
    }
    reading = false;
    ahead.forEach((_, early) => early <= position && ahead.delete(early));
    if (!stopped) announce();
  }

  /** No lines when there was no answer. */
  const page = (after: number): Promise<readonly string[]> => readPage(after).catch(() => []);

  return {
    get position() {
      return position;
    },
    get isCaughtUp() {
      return position >= known && !reading;
    },
    offer(recorded) {
      if (stopped || recorded.position <= position) return;
      if (recorded.position > position + 1 || reading) {
        if (recorded.position > known) known = recorded.position;
        if (ahead.size < AHEAD) ahead.set(recorded.position, recorded);
        void repair();
        return;
      }
      guarded(() => {
        take(recorded);
        if (ahead.size > 0) takeAhead();
      });
      announce();
    },
    reaches(to) {
      if (to > known) known = to;
      if (position < known) void repair();
      else announce();
    },
    stop() {
      stopped = true;
    },
  };
}
