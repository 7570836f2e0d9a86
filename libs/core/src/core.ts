// What a core is: a deterministic fold over events. Same events in, same events out, on any machine, forever.
// It reads no clock, draws no random number, makes no id and does no I/O; time is `event.time`.

import type { EventType, Json, Manifest, Payload, SequencedEvent, Source } from '@tradingbot/contracts';

/** Appends one decision, caused by the event in hand. The core has already applied it to its own state. */
export type Emit = <Type extends EventType>(type: Type, payload: Payload<Type>) => void;

export interface Core<State> {
  readonly name: Source;
  /** The types that `step` wants to see; others never reach it. Its own decisions need not be among them. */
  readonly reads: readonly EventType[];
  init(manifest: Manifest): State;
  /**
   * Synchronous and total: every event of a type in `reads` is handled, none throws but a broken invariant. The event is
   * good for this call alone; of a payload only what was copied may be kept where it is a bar's.
   */
  step(state: State, event: SequencedEvent, emit: Emit): void;
  /** When this core next wants to be woken by `clock.tick`, in microseconds; `Infinity` for never. */
  wakeAt?(state: State): number;
  save(state: State): Json;
  /** Fills a state fresh from `init` with what `save` gave; afterwards it continues as if nothing had stopped. */
  load(state: State, saved: Json): void;
}

/** A core with its state, as the sequencer holds it. What the state is, only the core knows. */
export interface RunningCore {
  readonly core: Core<unknown>;
  readonly state: unknown;
}

/** Starts a core from the manifest, or from what it saved. */
export function startCore<State>(core: Core<State>, manifest: Manifest, saved?: Json): RunningCore {
  const state = core.init(manifest);
  if (saved !== undefined) core.load(state, saved);
  return { core: core, state };
}
