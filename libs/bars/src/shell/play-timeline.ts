// Feeds the timeline its chunks: the one place where playing bars has to wait.

import type { BarChunk, BarSeries } from '../core/bar-series.ts';
import { createTimeline, PLAYED, type Cursor, type Timeline, type TimelineListener } from '../core/timeline.ts';

/** Awaited between chunks: time to flush, to draw progress, to stop. */
export type Pause = () => Promise<void>;

const NO_PAUSE: Pause = () => Promise.resolve();

/**
 * Plays all series in time order. Series are served in the order given where their times are equal.
 * A chunk is left behind only after the close of its last bar, so one chunk per series is held at a time.
 */
export async function playTimeline(
  series: readonly BarSeries[],
  listener: TimelineListener,
  pause: Pause = NO_PAUSE,
): Promise<void> {
  const feed = await openFeed(series, listener);
  try {
    const { timeline } = feed;
    for (let index = timeline.playUntilChunkEnds(); index >= 0; index = timeline.playUntilChunkEnds()) {
      await pause();
      await feed.refill(index);
    }
  } finally {
    await feed.close();
  }
}

/** The same, one group at a time: the closes of an instant, or its opens. Goes on when the next one is asked for. */
export async function* stepTimeline(
  series: readonly BarSeries[],
  listener: TimelineListener,
  pause: Pause = NO_PAUSE,
): AsyncGenerator<void> {
  const feed = await openFeed(series, listener);
  try {
    for (let played = feed.timeline.playGroup(); played !== -1; played = feed.timeline.playGroup()) {
      if (played === PLAYED) yield;
      else {
        await pause();
        await feed.refill(played);
      }
    }
  } finally {
    await feed.close();
  }
}

/**
 * When the first bar of all opens: what is known before anything is played. Reads the first chunk of every series.
 * @returns `undefined` when there are no bars
 */
export async function firstInstant(series: readonly BarSeries[]): Promise<number | undefined> {
  let first = Infinity;
  const feed = await openFeed(series, {
    instant: (time) => void (first = Math.min(first, time)),
    closed: () => {},
    closesDone: () => {},
    opened: () => {},
    opensDone: () => {},
  });
  feed.timeline.playGroup();
  await feed.close();
  return first === Infinity ? undefined : first;
}

interface Feed {
  readonly timeline: Timeline;
  refill(index: number): Promise<void>;
  /** A run that fails or is stopped has files open still. */
  close(): Promise<void>;
}

async function openFeed(series: readonly BarSeries[], listener: TimelineListener): Promise<Feed> {
  const cursors: Cursor[] = [];
  const sources: AsyncIterator<BarChunk>[] = [];
  const opened: AsyncIterator<BarChunk>[] = [];
  const close = async (): Promise<void> => {
    for (const chunks of opened) await chunks.return?.();
  };
  try {
    for (const one of series) {
      const chunks = one.chunks()[Symbol.asyncIterator]();
      opened.push(chunks);
      const chunk = await nextChunk(chunks);
      if (chunk === undefined) continue;
      cursors.push({ series: one, chunk, row: 0 });
      sources.push(chunks);
    }
  } catch (error) {
    await close();
    throw error;
  }
  listener.begins?.(series);
  const timeline = createTimeline(cursors, listener);
  const refill = async (index: number): Promise<void> => {
    const source = sources[index];
    timeline.refill(index, source === undefined ? undefined : await nextChunk(source));
  };
  return { timeline, refill, close };
}

async function nextChunk(chunks: AsyncIterator<BarChunk>): Promise<BarChunk | undefined> {
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) return undefined;
    if (next.value.length > 0) return next.value;
  }
}
