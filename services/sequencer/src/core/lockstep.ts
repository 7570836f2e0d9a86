// Simulated time never races: decisions are written in the order (cause, rank, ordinal), whenever they come, and the
// next facts only when every core has decided all that stands. So the log is that of the in-process sequencer.

import type { Source } from '@tradingbot/contracts';
import { invariant } from '@tradingbot/domain';

/** A decision as its core sent it. */
export interface HeldDecision {
  readonly cause: number;
}

/** What a core says of itself with or without decisions. */
export interface DoneMark {
  /** Every position up to this one has been decided, and all decisions on them have been sent. */
  readonly done: number;
  /** When it wants a clock tick, in microseconds; `Infinity` for never. */
  readonly wake: number;
}

interface CoreRow<Decision> {
  readonly name: Source;
  /** How many of its decisions have come: those in the log and those held. */
  received: number;
  readonly held: Decision[];
  done: number;
  wake: number;
}

export type OutOfOrder =
  { readonly kind: 'gap'; readonly expected: number } | { readonly kind: 'passed'; readonly cause: number };

export interface Lockstep<Decision extends HeldDecision> {
  /**
   * Takes decisions of a core, all or none. `first`: how many it has made before these. Repeated ones are dropped.
   * @returns what is wrong with them: a gap before them, or a cause that the core has said to be done with
   */
  receive(core: Source, first: number, decisions: readonly Decision[], mark: DoneMark): OutOfOrder | undefined;
  /** Takes a mark alone. It counts only when every one of the `emitted` decisions behind it has come. */
  mark(core: Source, emitted: number, mark: DoneMark): void;
  /** Hands out, in order, what may be written now. `head` is the last position that cores may have seen. */
  release(head: number): Decision[];
  /** Whether every core has decided everything up to `head` and nothing is held. Holds only after `release(head)`. */
  isQuiet(head: number): boolean;
  /** The earliest time at which a core wants a tick. */
  readonly wake: number;
  /** The cores that have not decided `head` yet. */
  waitingFor(head: number): readonly Source[];
  isCore(source: Source): boolean;
}

export interface LockstepStart {
  /** By rank. */
  readonly ranks: readonly Source[];
  /** How many decisions of each core are in the log. */
  readonly decisions: ReadonlyMap<Source, number>;
  /** The first cause of which a decision may still be missing, and the rank from which on. */
  readonly cause: number;
  readonly rank: number;
}

export function createLockstep<Decision extends HeldDecision>(start: LockstepStart): Lockstep<Decision> {
  const rows: CoreRow<Decision>[] = start.ranks.map((name) => ({
    name,
    received: start.decisions.get(name) ?? 0,
    held: [],
    done: 0,
    wake: Infinity,
  }));
  const rowOf = new Map(rows.map((row) => [row.name, row]));
  // Everything before (cause, rank) has been released.
  let { cause, rank } = start;

  function row(core: Source): CoreRow<Decision> {
    const found = rowOf.get(core);
    invariant(found !== undefined, `${core} is a core of the manifest`);
    return found;
  }

  function advance(to: CoreRow<Decision>, { done, wake }: DoneMark): void {
    if (done < to.done) return;
    to.done = done;
    to.wake = wake;
  }

  return {
    receive(core, first, decisions, mark) {
      const to = row(core);
      if (first > to.received) return { kind: 'gap', expected: to.received };
      const fresh = decisions.slice(to.received - first);
      const late = fresh.find((one) => one.cause < cause || (one.cause === cause && rows.indexOf(to) < rank));
      if (late !== undefined) return { kind: 'passed', cause: late.cause };
      to.held.push(...fresh);
      to.received += fresh.length;
      // An older copy of the request knows less than has come since.
      if (first + decisions.length === to.received) advance(to, mark);
      return undefined;
    },
    mark(core, emitted, mark) {
      const to = row(core);
      if (emitted === to.received) advance(to, mark);
    },
    release(head) {
      const released: Decision[] = [];
      while (cause <= head) {
        const { held, done } = rows[rank] as CoreRow<Decision>;
        if (done < cause) break;
        let taken = 0;
        while (held[taken]?.cause === cause) taken += 1;
        if (taken > 0) released.push(...held.splice(0, taken));
        rank += 1;
        if (rank < rows.length) continue;
        rank = 0;
        cause += 1;
      }
      return released;
    },
    isQuiet: (head) => cause > head,
    get wake() {
      return Math.min(...rows.map((one) => one.wake));
    },
    waitingFor: (head) => rows.filter((one) => one.done < head).map((one) => one.name),
    isCore: (source) => rowOf.has(source),
  };
}
