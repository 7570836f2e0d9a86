// One core alone, fed from a recorded journal: what it decides must be what the journal holds. Recovery after a crash,
// the parity check and the live service are this one loop; only where the events come from differs.

import {
  OWNED_TYPES,
  TYPE_CODE,
  type EventType,
  type Manifest,
  type Payload,
  type RecordedEvent,
  type SequencedEvent,
  type Serialiser,
  sequencedDecision,
} from '@tradingbot/contracts';
import { invariant, type Micros } from '@tradingbot/domain';
import type { Core, Emit } from './core.ts';

/** A decision that has been made and not yet been seen in the log. */
export interface Emission {
  readonly type: EventType;
  readonly cause: number;
  readonly ordinal: number;
  readonly time: Micros;
  readonly correlation: number;
  /** Canonical JSON. */
  readonly payload: string;
}

/** Where the log and the core disagree: one of the two may be missing. */
export interface Difference {
  readonly position: number;
  readonly recorded: RecordedEvent | undefined;
  readonly emitted: Emission | undefined;
}

/** What waits, oldest first. */
export interface Pending {
  readonly length: number;
  /** The one at `index`, 0 for the oldest. */
  at(index: number): Emission | undefined;
}

export interface CoreRunner {
  readonly core: Core<unknown>;
  readonly state: unknown;
  readonly pending: Pending;
  /** How many of its own decisions it has seen in the log. */
  readonly seen: number;
  /** When the core wants a clock tick, in microseconds; `Infinity` for never. */
  readonly wake: number;
  /**
   * Takes the next recorded event, in the order of positions. The core's own decisions are compared, the others that it
   * reads are decided. After a difference the runner is of no more use.
   * @param event the same with its payload parsed, asked for only when the core reads it
   */
  see(recorded: RecordedEvent, event: () => SequencedEvent): Difference | undefined;
}

/** @param clock with a simulated clock a decision's time is exactly its cause's; with a real one never before it */
export function createCoreRunner(
  core: Core<unknown>,
  manifest: Manifest,
  serialiser: Serialiser,
  clock: 'simulated' | 'wall' = 'simulated',
): CoreRunner {
  const state = core.init(manifest);
  const pending = createFifo();
  const reads = new Set<EventType>(core.reads);
  const owned = new Set<EventType>(OWNED_TYPES[core.name]);
  let started = false;
  let seen = 0;
  let cause: SequencedEvent | undefined;
  let ordinal = 0;

  const emit: Emit = <Type extends EventType>(type: Type, payload: Payload<Type>) => {
    invariant(cause !== undefined, 'a core emits only while it is handed an event');
    invariant(owned.has(type), `${core.name} appends only types that it owns, not ${type}`);
    invariant(started, `nothing is decided before run.started, but ${core.name} emitted ${type}`);
    const decision = sequencedDecision(type, TYPE_CODE[type], 0, cause, core.name, ordinal, payload);
    pending.push({
      type,
      cause: cause.position,
      ordinal,
      time: cause.time,
      correlation: cause.correlation,
      payload: serialiser.payload(decision),
    });
    ordinal += 1;
  };

  return {
    core,
    state,
    pending,
    get seen() {
      return seen;
    },
    get wake() {
      return core.wakeAt?.(state) ?? Infinity;
    },
    see(recorded, event) {
      if (recorded.cause !== 0 && recorded.source === core.name) {
        const emitted = pending.shift();
        if (emitted === undefined || !isSame(recorded, emitted, clock)) {
          return { position: recorded.position, recorded, emitted };
        }
        seen += 1;
      }
      if (recorded.type === 'run.started') started = true;
      if (recorded.type === 'run.carried') {
        const carried = event();
        if (carried.type === 'run.carried' && carried.payload.core === core.name)
          core.load(state, carried.payload.state);
      }
      if (!reads.has(recorded.type)) return undefined;
      cause = event();
      ordinal = 0;
      core.step(state, cause, emit);
      cause = undefined;
      return undefined;
    },
  };
}

function isSame(recorded: RecordedEvent, emitted: Emission, clock: 'simulated' | 'wall'): boolean {
  return (
    recorded.payload === emitted.payload &&
    recorded.type === emitted.type &&
    recorded.cause === emitted.cause &&
    recorded.ordinal === emitted.ordinal &&
    recorded.correlation === emitted.correlation &&
    (clock === 'simulated' ? recorded.time === emitted.time : recorded.time >= emitted.time)
  );
}

/** A queue whose front moves: nothing is copied until half of it has gone. */
function createFifo(): Pending & { push(emission: Emission): void; shift(): Emission | undefined } {
  let items: Emission[] = [];
  let head = 0;
  return {
    get length() {
      return items.length - head;
    },
    at: (index) => items[head + index],
    push: (emission) => void items.push(emission),
    shift() {
      const first = items[head];
      if (first === undefined) return undefined;
      head += 1;
      if (head > 64 && head * 2 > items.length) {
        items = items.slice(head);
        head = 0;
      }
      return first;
    },
  };
}
