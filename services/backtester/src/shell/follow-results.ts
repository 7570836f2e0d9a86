// The results of a run that is recorded elsewhere, gathered event by event: of a live run while it goes on, of a journal
// from beginning to end. What is written is what a backtest of the same run writes.

import { catalogOf, configOfManifest, strategySpecs } from '@tradingbot/config';
import {
  sequencedOf,
  serialiserFor,
  type EventType,
  type RecordedEvent,
  type RecordedManifest,
  type SequencedEvent,
} from '@tradingbot/contracts';
import type { Observer } from '@tradingbot/core';
import { manifestDocument, statedStrategies } from './manifest-document.ts';
import type { BacktestResult, Progress } from './request.ts';
import { openRecording } from './run-recording.ts';

export interface ResultFolders {
  readonly artifactsDir: string;
  readonly logsDir: string;
}

export interface FollowedRun {
  /**
   * Every event of the journal, in order.
   * @param event the same with its payload parsed, where somebody has it already
   */
  see(recorded: RecordedEvent, event?: () => SequencedEvent): void;
  progress(): Progress;
  /** Ends the recording: `artifacts/<journal>/` appears, in place of an earlier one. */
  finish(): Promise<BacktestResult>;
  /** Leaves nothing behind; after `finish` it does nothing. */
  discard(): void;
}

export interface ResultsFollower {
  readonly name: string;
  readonly description: string;
  begin(manifest: RecordedManifest, journal: string): FollowedRun;
}

export const createResultsFollower = (folders: ResultFolders): ResultsFollower => ({
  name: 'backtester',
  description: 'Gathers the results of the run: equity, fills, round trips, figures.',
  begin: (manifest, journal) => followRun(manifest, journal, folders),
});

function followRun(manifest: RecordedManifest, journal: string, folders: ResultFolders): FollowedRun {
  const catalog = catalogOf(manifest);
  const serialiser = serialiserFor(catalog);
  const recording = openRecording({ catalog, synthetic: manifest.synthetic, ...folders, journal: undefined });
  const observers = observersByType(recording.observers);
  const started = performance.now();
  const rate = (): number =>
    Math.round(recording.progress().bars / Math.max((performance.now() - started) / 1000, 1e-6));
  return {
    see(recorded, event) {
      const watching = observers.get(recorded.type) ?? [];
      if (watching.length === 0) return;
      const seen = event?.() ?? sequencedOf(recorded, serialiser);
      for (const observer of watching) observer.see(seen);
    },
    progress: () => ({ ...recording.progress(), totalBars: undefined, barsPerSecond: rate() }),
    async finish() {
      return recording.publish({
        runId: journal,
        manifest: documentOf(manifest, journal),
        warnings: [],
        barsPerSecond: rate(),
        replace: true,
      });
    },
    discard: recording.discard,
  };
}

/** Events that nobody watches are passed over unparsed. */
function observersByType(observers: readonly Observer[]): ReadonlyMap<EventType, readonly Observer[]> {
  const byType = new Map<EventType, Observer[]>();
  for (const observer of observers) {
    for (const type of observer.reads) byType.set(type, [...(byType.get(type) ?? []), observer]);
  }
  return byType;
}

function documentOf(manifest: RecordedManifest, journal: string): object {
  const config = configOfManifest(manifest);
  const sources =
    config.data.paths.length === 0 ? [{ path: 'generator' }] : config.data.paths.map((path) => ({ path }));
  return manifestDocument(
    journal,
    startOf(journal),
    manifest,
    sources,
    statedStrategies(manifest, strategySpecs(config)),
  );
}

/** A journal is named after the second in which it was made. */
const startOf = (journal: string): string =>
  journal.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z');
