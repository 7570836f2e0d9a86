// The results of a recorded run, from its journal alone.

import type { LogReader } from '@tradingbot/event-log';
import { setImmediate } from 'node:timers/promises';
import { createResultsFollower, type ResultFolders } from './follow-results.ts';
import { manifestOfJournal, recordedEvents } from './read-journal.ts';
import type { BacktestResult, Progress } from './request.ts';

export interface RecordedResultsRequest extends ResultFolders {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** Writes `artifacts/<journal>/` as `runBacktest` does. When aborted, nothing is left behind. */
export async function recordedResults(
  reader: LogReader,
  journal: string,
  { onProgress, signal, ...folders }: RecordedResultsRequest,
): Promise<BacktestResult> {
  const run = createResultsFollower(folders).begin(await manifestOfJournal(reader, journal), journal);
  try {
    for await (const chunk of recordedEvents(reader, journal)) {
      for (const recorded of chunk) run.see(recorded);
      onProgress?.(run.progress());
      // Lets signals in.
      await setImmediate();
      signal?.throwIfAborted();
    }
    return await run.finish();
  } finally {
    run.discard();
  }
}
