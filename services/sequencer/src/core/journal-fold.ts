// What the sequencer must know of its journal when it starts: folded from what is recorded, header by header.

import { isStoredCommand, type EventType, type RecordedEvent, type Source } from '@tradingbot/contracts';
import type { LockstepStart } from './lockstep.ts';

export interface JournalFold {
  see(recorded: RecordedEvent): void;
  readonly position: number;
  /** Of the last event; `-Infinity` for an empty journal. */
  readonly time: number;
  readonly lastTick: number;
  readonly facts: number;
  /** Events by source: how each producer numbers its next one. */
  readonly appended: ReadonlyMap<Source, number>;
  readonly started: boolean;
  readonly ending: boolean;
  readonly closed: boolean;
  /** The payload of the last risk.state, as text. */
  readonly tradingState: string | undefined;
  /** The last operator's command of the journal that has a place in the store of commands. */
  readonly lastStored: string | undefined;
  /** Where the order of decisions goes on. */
  lockstepStart(ranks: readonly Source[]): LockstepStart;
}

export function createJournalFold(): JournalFold {
  const appended = new Map<Source, number>();
  const decisions = new Map<Source, number>();
  let position = 0;
  let time = -Infinity;
  let lastTick = -Infinity;
  let facts = 0;
  let tradingState: string | undefined;
  let lastStored: string | undefined;
  const seen = new Set<EventType>();
  // The last decision, and the first of the facts behind it.
  let last: { cause: number; source: Source } | undefined;
  let trailingFact = 0;

  return {
    see(recorded) {
      const { source, type, cause } = recorded;
      position = recorded.position;
      time = recorded.time;
      seen.add(type);
      appended.set(source, (appended.get(source) ?? 0) + 1);
      if (cause === 0) {
        facts += 1;
        if (trailingFact === 0) trailingFact = position;
      } else {
        decisions.set(source, (decisions.get(source) ?? 0) + 1);
        last = { cause, source };
        trailingFact = 0;
      }
      if (type === 'clock.tick') lastTick = recorded.time;
      if (type === 'risk.state') tradingState = recorded.payload;
      if (type === 'control.kill' || type === 'control.reduce' || type === 'control.resume') {
        const { command } = JSON.parse(recorded.payload) as { command: string };
        if (isStoredCommand(command)) lastStored = command;
      }
    },
    get position() {
      return position;
    },
    get time() {
      return time;
    },
    get lastTick() {
      return lastTick;
    },
    get facts() {
      return facts;
    },
    appended,
    get started() {
      return seen.has('run.started');
    },
    get ending() {
      return seen.has('run.ending');
    },
    get closed() {
      return seen.has('run.closed');
    },
    get tradingState() {
      return tradingState;
    },
    get lastStored() {
      return lastStored;
    },
    lockstepStart(ranks) {
      // Facts are written only when all that stood before them was decided.
      if (trailingFact > 0) return { ranks, decisions, cause: trailingFact, rank: 0 };
      if (last === undefined) return { ranks, decisions, cause: 1, rank: 0 };
      // A core's decisions on one cause are written together, so the next ones are of the next rank.
      const rank = ranks.indexOf(last.source) + 1;
      if (rank < ranks.length) return { ranks, decisions, cause: last.cause, rank };
      return { ranks, decisions, cause: last.cause + 1, rank: 0 };
    },
  };
}
