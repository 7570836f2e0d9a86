// Merges bar series into one timeline of instants: at each, first the bars that close, then the bars that open.
// Pulls chunks as it goes, so memory does not grow with the length of a series.

import type { BarChunk, BarSeries } from './bar-series.ts';

/** Receives the merged bars. `chunk` and `row` are valid only during the call. */
export interface TimelineListener {
  /** The series that will be played, once, before everything else. */
  begins?(series: readonly BarSeries[]): void;
  /** Everything of the instants before `time` has been said. May be said again between the closes and the opens. */
  instant(time: number): void;
  closed(series: BarSeries, chunk: BarChunk, row: number): void;
  /** All closes of this instant have been said. */
  closesDone(): void;
  opened(series: BarSeries, chunk: BarChunk, row: number): void;
  opensDone(): void;
}

/** Where one series stands: the chunk in hand, and the row of its next bar. */
export interface Cursor {
  readonly series: BarSeries;
  chunk: BarChunk;
  row: number;
}

export interface Timeline {
  /** Plays on until a series needs its next chunk, and gives its index; −1 at the end of all series. */
  playUntilChunkEnds(): number;
  /** Plays the next group alone, the closes of an instant or its opens, and gives `PLAYED`; else as above. */
  playGroup(): number;
  /** The next chunk of a series, never empty; `undefined` when it has no more. */
  refill(index: number, chunk: BarChunk | undefined): void;
}

/** A group was played, and no series needs anything. */
export const PLAYED = -2;

/**
 * Merges series that each have a first chunk. Each cursor has one next event: the open or the close of its current bar; the earliest
 * time over all cursors is the next instant. Aligned series share instants, so a scan costs less than a heap would.
 */
export function createTimeline(cursors: readonly Cursor[], listener: TimelineListener): Timeline {
  const count = cursors.length;
  /** When each cursor says something next: the close of the bar that runs, or else the open of the next one. */
  const nextAt = Float64Array.from(cursors, ({ chunk }) => chunk.openTime[0] as number);
  const runs = new Uint8Array(count);
  /** A cursor that has said its last close of a chunk and waits for the next chunk. */
  const starved = new Uint8Array(count);
  let starving = -1;

  function earliest(): number {
    let time = Infinity;
    for (let i = 0; i < count; i++) if ((nextAt[i] as number) < time) time = nextAt[i] as number;
    return time;
  }

  function closesAt(time: number): boolean {
    for (let i = 0; i < count; i++) if (nextAt[i] === time && runs[i] === 1) return true;
    return false;
  }

  function sayCloses(time: number): void {
    for (let i = 0; i < count; i++) {
      if (nextAt[i] !== time || runs[i] === 0) continue;
      const cursor = cursors[i] as Cursor;
      listener.closed(cursor.series, cursor.chunk, cursor.row);
      runs[i] = 0;
      cursor.row += 1;
      if (cursor.row < cursor.chunk.length) nextAt[i] = cursor.chunk.openTime[cursor.row] as number;
      else {
        nextAt[i] = Infinity;
        starved[i] = 1;
        starving = i;
      }
    }
  }

  function sayOpens(time: number): boolean {
    let any = false;
    for (let i = 0; i < count; i++) {
      if (nextAt[i] !== time || runs[i] === 1) continue;
      const cursor = cursors[i] as Cursor;
      listener.opened(cursor.series, cursor.chunk, cursor.row);
      runs[i] = 1;
      nextAt[i] = time + cursor.series.timeframe;
      any = true;
    }
    return any;
  }

  function playUntilChunkEnds(): number {
    for (;;) {
      if (starving >= 0) return starving;
      const time = earliest();
      if (time === Infinity) return -1;
      listener.instant(time);
      if (closesAt(time)) {
        sayCloses(time);
        listener.closesDone();
        // The next bar of a starved series may open at this very instant: fetch it before saying the opens.
        if (starving >= 0) return starving;
      }
      if (sayOpens(time)) listener.opensDone();
    }
  }

  function playGroup(): number {
    if (starving >= 0) return starving;
    const time = earliest();
    if (time === Infinity) return -1;
    listener.instant(time);
    if (closesAt(time)) {
      sayCloses(time);
      listener.closesDone();
    } else if (sayOpens(time)) listener.opensDone();
    return PLAYED;
  }

  function refill(index: number, chunk: BarChunk | undefined): void {
    starved[index] = 0;
    if (chunk !== undefined) {
      const cursor = cursors[index] as Cursor;
      cursor.chunk = chunk;
      cursor.row = 0;
      nextAt[index] = chunk.openTime[0] as number;
    }
    starving = starved.indexOf(1);
  }

  return { playUntilChunkEnds, playGroup, refill };
}
