// The loop of a replay: every record is checked against the chain, opened once and shown to each core alone.

import type { RunConfig } from '@tradingbot/config';
import {
  openLine,
  OWNED_TYPES,
  sequencedOf,
  serialiserFor,
  type Catalog,
  type EventType,
  type RecordedEvent,
  type RecordedManifest,
  type SequencedEvent,
  type Source,
} from '@tradingbot/contracts';
import { createCoreRunner, SavedStateError, type CoreRunner } from '@tradingbot/core';
import type { JournalInfo, LogRecord } from '@tradingbot/event-log';
import { StrategyFailure, type StrategyInstance } from '@tradingbot/strategy';
import { coresOf } from '../core/index.ts';
import { createChainCheck } from './chain-check.ts';
import type { FoundDifference } from './first-difference.ts';
import { createRecordedDigest } from './recorded-digest.ts';

export interface CoreReplay {
  /** Events read so far. */
  readonly events: number;
  readonly decisions: number;
  /** @returns false when there is nothing more to be learnt */
  take(chunk: readonly LogRecord[]): boolean;
  /** After the last chunk. */
  end(): ReplayOutcome;
}

export interface ReplayOutcome {
  readonly difference: FoundDifference | undefined;
  /** Why nothing can be said for certain; none when all was compared. */
  readonly doubts: readonly string[];
  /** How many decisions were compared, by core. */
  readonly compared: Readonly<Record<string, number>>;
  readonly digest: string;
}

/** Which source each type belongs to. */
const OWNER = new Map<EventType, Source>(
  (Object.entries(OWNED_TYPES) as [Source, EventType[]][]).flatMap(([source, types]) =>
    types.map((type): [EventType, Source] => [type, source]),
  ),
);

export function createCoreReplay(
  info: JournalInfo,
  manifest: RecordedManifest,
  catalog: Catalog,
  config: RunConfig,
  strategies: readonly StrategyInstance[],
): CoreReplay {
  const serialiser = serialiserFor(catalog);
  const runners = coresOf(config, catalog, strategies).map((core) =>
    createCoreRunner(core, { catalog, seed: manifest.seed }, serialiser, manifest.clock),
  );
  const runnerOf = new Map<Source, CoreRunner>(runners.map((runner) => [runner.core.name, runner]));
  const chain = createChainCheck(info);
  const digest = createRecordedDigest();
  const doubts: string[] = [];
  let events = 0;
  let stopped = false;
  let found: FoundDifference | undefined;
  let done: Readonly<Record<string, number>> | undefined;

  /** @returns whether to go on */
  function see(record: LogRecord): boolean {
    const fault = chain.see(record);
    if (fault !== undefined) {
      doubts.push(fault.fault);
      if (fault.isGap) return false;
    }
    const recorded = opened(record);
    if (recorded === undefined) return false;
    events += 1;
    digest.see(recorded);
    const { source, type, cause, position } = recorded;
    const own = runnerOf.get(source);
    const foul = foulIn(type, source, cause, own !== undefined);
    if (foul !== undefined) {
      found = { position, recorded, emitted: undefined, core: source, failure: `position ${position} holds ${foul}` };
      return false;
    }
    let made: SequencedEvent | undefined;
    const event = (): SequencedEvent => (made ??= sequencedOf(recorded, serialiser));
    // Its own core first: what was edited is found before another core stumbles over it.
    if (own !== undefined && !feed(own, recorded, event)) return false;
    for (let i = 0; i < runners.length; i++) {
      const runner = runners[i] as CoreRunner;
      if (runner !== own && !feed(runner, recorded, event)) return false;
    }
    if (type === 'run.closed') done = (JSON.parse(recorded.payload) as { done: typeof done }).done;
    return true;
  }

  function opened({ body, position }: LogRecord): RecordedEvent | undefined {
    try {
      return openLine(body);
    } catch (error) {
      doubts.push(`position ${position} cannot be read: ${messageOf(error)}`);
      return undefined;
    }
  }

  function feed(runner: CoreRunner, recorded: RecordedEvent, event: () => SequencedEvent): boolean {
    const core = runner.core.name;
    try {
      const difference = runner.see(recorded, event);
      if (difference === undefined) return true;
      found = { ...difference, core };
    } catch (error) {
      if (error instanceof StrategyFailure) throw error;
      if (error instanceof SavedStateError) {
        doubts.push(`what ${core} carried over from the journal before cannot be read by this code: ${error.message}`);
      } else {
        const failure = `at position ${recorded.position} ${core} cannot go on: ${messageOf(error)}`;
        found = { position: recorded.position, recorded, emitted: undefined, core, failure };
      }
    }
    return false;
  }

  /** What was decided and is not in the journal must lie behind the mark up to which all of it is. */
  function leftOver(): FoundDifference | undefined {
    const behind = runners.flatMap(({ core, pending }): FoundDifference[] => {
      const emitted = pending.at(0);
      const isDue = emitted !== undefined && emitted.cause <= (done?.[core.name] ?? events);
      return isDue ? [{ position: events, recorded: undefined, emitted, core: core.name }] : [];
    });
    return behind.sort((a, b) => (a.emitted?.cause ?? 0) - (b.emitted?.cause ?? 0))[0];
  }

  return {
    get events() {
      return events;
    },
    get decisions() {
      return digest.decisions;
    },
    take(chunk) {
      stopped = !chunk.every(see);
      return !stopped;
    },
    end() {
      if (!stopped) {
        const fault = chain.end();
        if (fault !== undefined) doubts.push(fault);
        if (done === undefined) doubts.push('the run is unfinished: its journal is not closed');
        else if (digest.decisions === 0) doubts.push('nothing was decided in it');
        if (done !== undefined) found = leftOver();
      }
      return {
        difference: found,
        doubts,
        compared: Object.fromEntries(runners.map(({ core, seen }) => [core.name, seen])),
        digest: digest.hex(),
      };
    },
  };
}

/** An event that its source never says: nothing would compare it with what was decided. */
function foulIn(type: EventType, source: Source, cause: number, isCore: boolean): string | undefined {
  if (OWNER.get(type) !== source) return `${type} by ${source}, which does not own it`;
  if (isCore === (cause !== 0)) return undefined;
  return `${type} by ${source} as a ${isCore ? 'fact' : 'decision'}, which it never is`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
