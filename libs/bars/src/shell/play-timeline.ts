// Feeds the timeline its chunks: the one place where playing bars has to wait.

import type { BarChunk, BarSeries } from '../core/bar-series.ts';
import { createTimeline, type Cursor, type TimelineListener } from '../core/timeline.ts';

/**
 * Plays all series in time order. Series are served in the order given where their times are equal.
 * A chunk is left behind only after the close of its last bar, so one chunk per series is held at a time.
 * @param pause awaited between chunks: time to flush, to draw progress, to stop
 */
export async function playTimeline(
  series: readonly BarSeries[],
  listener: TimelineListener,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const cursors: Cursor[] = [];
  const sources: AsyncIterator<BarChunk>[] = [];
  const opened: AsyncIterator<BarChunk>[] = [];
  try {
    for (const one of series) {
      const chunks = one.chunks()[Symbol.asyncIterator]();
      opened.push(chunks);
      const chunk = await nextChunk(chunks);
      if (chunk === undefined) continue;
      cursors.push({ series: one, chunk, row: 0 });
      sources.push(chunks);
    }
    const timeline = createTimeline(cursors, listener);
    for (let index = timeline.playUntilChunkEnds(); index >= 0; index = timeline.playUntilChunkEnds()) {
      await pause();
      const source = sources[index];
      timeline.refill(index, source === undefined ? undefined : await nextChunk(source));
    }
  } finally {
    // A run that fails or is stopped has files open still.
    for (const chunks of opened) await chunks.return?.();
  }
}

async function nextChunk(chunks: AsyncIterator<BarChunk>): Promise<BarChunk | undefined> {
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) return undefined;
    if (next.value.length > 0) return next.value;
  }
}
