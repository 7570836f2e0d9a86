// The in-process sequencer: one FIFO, one order. It gives every event its position and hands it to the cores in the
// order of their ranks. The same rule orders the log over the bus, so both give the same decisions (docs/determinism.md).

import {
  EVENT_TYPES,
  OWNED_TYPES,
  rewriteEvent,
  sequencedDecisionAt,
  TYPE_CODE,
  type EventType,
  type Payload,
  type SequencedEvent,
  type Source,
} from '@tradingbot/contracts';
import { invariant, type Micros } from '@tradingbot/domain';
import type { Core, Emit, RunningCore } from './core.ts';
import { dueTick } from './due-tick.ts';

/** Sees events in order after they have their position, before the cores do. Must not keep them: they are used again. */
export interface Observer {
  readonly reads: readonly EventType[];
  see(event: SequencedEvent): void;
}

/** Queues facts of one type. Nothing is decided until `drain`, and what is queued is all of one time. */
export type Append<Type extends EventType> = (time: Micros, payload: Payload<Type>) => void;

export interface Sequencer {
  /** The way in for facts of one type from one source. */
  appender<Type extends EventType>(source: Source, type: Type): Append<Type>;
  /** Releases what is queued, and all that it causes, until nothing is left. */
  drain(): void;
  /**
   * Fires the clock ticks that a core has asked for and that fall due before `time`: at whole seconds, as they come when
   * the clock is real, and never two in one second.
   */
  advanceTo(time: Micros): void;
  /** The last position released. */
  readonly position: number;
  /** The time of the last fact. */
  readonly time: Micros;
  readonly facts: number;
}

interface Reader {
  readonly core: Core<unknown>;
  readonly state: unknown;
  readonly emit: Emit;
}

/** A core that may ask to be woken. */
interface Sleeper extends Reader {
  readonly core: Reader['core'] & { wakeAt(state: unknown): number };
}

const isSleeper = (reader: Reader): reader is Sleeper => reader.core.wakeAt !== undefined;

const NEVER_WAKES = { core: { wakeAt: (): number => Infinity }, state: undefined };

/** Places in the array of the clock. */
const LAST_TIME = 0;
const LAST_TICK = 1;

/** @param cores in the order of their ranks: at one cause the first one's decisions come first */
export function createSequencer(cores: readonly RunningCore[], observers: readonly Observer[]): Sequencer {
  const names = cores.map(({ core }) => core.name);
  invariant(new Set(names).size === names.length, 'every core has its own name, since decisions are named after it');
  const readers: Reader[] = cores.map(({ core, state }) => ({ core, state, emit: emitterOf(core.name) }));
  // By type, then by rank, with a gap where a core does not read the type.
  const readersOf = EVENT_TYPES.map((type) =>
    readers.map((reader) => (reader.core.reads.includes(type) ? reader : undefined)),
  );
  const observersOf: Observer[][] = EVENT_TYPES.map((type) => observers.filter((o) => o.reads.includes(type)));
  const sleepers = readers.filter(isSleeper);
  for (const { core } of sleepers)
    invariant(core.reads.includes('clock.tick'), `${core.name} reads the ticks it asks for`);

  // A fixed array with its own end: emptying it costs nothing, and it grows to the largest instant once. Its records are
  // used again and again, since an event is over when its instant has been drained.
  const queue: SequencedEvent[] = [];
  let queued = 0;
  let assigned = 0;
  let released = 0;
  let facts = 0;
  // In an array of doubles, because changing a variable of the closure allocates.
  const clock = Float64Array.of(Number.MIN_SAFE_INTEGER, -Infinity);
  let draining = false;
  // Where the event in hand stands in the queue, −1 for none: a number, because storing it costs no write barrier.
  let current = -1;
  let ordinal = 0;
  const lastTime = (): Micros => clock[LAST_TIME] as Micros;
  const tick = appender('sequencer', 'clock.tick');

  function emitterOf(source: Source): Emit {
    const codes = new Map(OWNED_TYPES[source].map((type) => [type, TYPE_CODE[type]]));
    return (type, payload) => {
      const code = codes.get(type);
      if (code === undefined || current < 0) return refuse(source, type, code);
      const { time, position, correlation } = queue[current] as SequencedEvent;
      assigned += 1;
      enqueue(type, code, time, source, position, ordinal, correlation, payload);
      ordinal += 1;
    };
  }

  function enqueue<Type extends EventType>(
    type: Type,
    code: number,
    time: Micros,
    source: Source,
    cause: number,
    nth: number,
    correlation: number,
    payload: Payload<Type>,
  ): void {
    if (queued === queue.length) {
      queue.push(sequencedDecisionAt(type, code, assigned, time, source, cause, nth, correlation, payload));
    } else {
      const record = queue[queued] as SequencedEvent;
      rewriteEvent(record, type, code, assigned, time, source, cause, nth, correlation, payload);
    }
    queued += 1;
  }

  function appender<Type extends EventType>(source: Source, type: Type): Append<Type> {
    invariant(OWNED_TYPES[source].includes(type), `${source} appends only types that it owns, not ${type}`);
    const code = TYPE_CODE[type];
    return (time, payload) => {
      // Written so that NaN is refused too.
      if (!(time >= lastTime())) invariant(false, 'time never goes back within a journal');
      // A decision has the time of its cause, so one that still waits would come to stand behind a later time.
      if (queued !== 0 && time !== lastTime()) invariant(false, 'an instant is drained before time goes on');
      clock[LAST_TIME] = time;
      assigned += 1;
      facts += 1;
      enqueue(type, code, time, source, 0, 0, assigned, payload);
    };
  }

  function drain(): void {
    // After a step that threw it stays so: a broken core decides nothing more.
    invariant(!draining, 'a drain starts when the one before it has ended');
    draining = true;
    for (let head = 0; head < queued; head++) {
      const event = queue[head] as SequencedEvent;
      const { code } = event;
      released = event.position;
      const watching = observersOf[code] as Observer[];
      current = -1;
      for (let i = 0; i < watching.length; i++) (watching[i] as Observer).see(event);
      const reading = readersOf[code] as (Reader | undefined)[];
      current = head;
      // A call of its own for each of the first four ranks, for the reason that `earliestWake` gives.
      const first = reading[0];
      const second = reading[1];
      const third = reading[2];
      const fourth = reading[3];
      ordinal = 0;
      if (first !== undefined) first.core.step(first.state, event, first.emit);
      ordinal = 0;
      if (second !== undefined) second.core.step(second.state, event, second.emit);
      ordinal = 0;
      if (third !== undefined) third.core.step(third.state, event, third.emit);
      ordinal = 0;
      if (fourth !== undefined) fourth.core.step(fourth.state, event, fourth.emit);
      for (let i = 4; i < reading.length; i++) {
        const next = reading[i];
        ordinal = 0;
        if (next !== undefined) next.core.step(next.state, event, next.emit);
      }
    }
    current = -1;
    queued = 0;
    draining = false;
  }

  // Asked at every instant. Each of the first four has a call of its own, which V8 compiles for the one core that it
  // meets; the one call of a loop would meet them all, and none would be compiled into it.
  const [first = NEVER_WAKES, second = NEVER_WAKES, third = NEVER_WAKES, fourth = NEVER_WAKES, ...others] = sleepers;
  function earliestWake(): number {
    let wake = first.core.wakeAt(first.state);
    wake = Math.min(wake, second.core.wakeAt(second.state));
    wake = Math.min(wake, third.core.wakeAt(third.state));
    wake = Math.min(wake, fourth.core.wakeAt(fourth.state));
    for (let i = 0; i < others.length; i++) {
      const { core, state } = others[i] as Sleeper;
      wake = Math.min(wake, core.wakeAt(state));
    }
    return wake;
  }

  function advanceTo(time: Micros): void {
    for (let wake = earliestWake(); wake < time; wake = earliestWake()) {
      const at = dueTick(wake, lastTime(), clock[LAST_TICK] as number);
      if (at >= time) return;
      clock[LAST_TICK] = at;
      tick(at, {});
      drain();
    }
  }

  return {
    appender,
    drain,
    advanceTo,
    get position() {
      return released;
    },
    get time() {
      return lastTime();
    },
    get facts() {
      return facts;
    },
  };
}

function refuse(source: Source, type: EventType, code: number | undefined): never {
  invariant(code !== undefined, `${source} appends only types that it owns, not ${type}`);
  invariant(false, 'a core emits only while it is handed an event');
}
