// Recorded events: as the log stores them, and as the bus carries them. What a reader does not need is not parsed.

import type { Micros } from '@tradingbot/domain';
import type { Catalog } from './catalog.ts';
import { sequencedDecisionAt, sequencedFact, type SequencedEvent } from './envelope.ts';
import { eventId } from './ids.ts';
import { TYPE_CODE, type EventType, type Payload } from './registry.ts';
import { lineOf, type Serialiser } from './serialiser.ts';
import type { Source } from './sources.ts';

/** An event with its payload still as text. */
export interface RecordedEvent {
  readonly type: EventType;
  readonly position: number;
  readonly time: number;
  readonly source: Source;
  readonly cause: number;
  readonly ordinal: number;
  readonly correlation: number;
  /** Canonical JSON. */
  readonly payload: string;
}

/** The type of a stored line, from its end: its keys are sorted, so `type` is the last. */
export function lineType(line: string): EventType {
  return line.slice(line.lastIndexOf('"type":"') + '"type":"'.length, -2) as EventType;
}

/** The event that a core is handed. Its payload was checked when it was appended. */
export function sequencedOf(recorded: RecordedEvent, serialiser: Serialiser): SequencedEvent {
  const { type, position, time, source, cause, ordinal, correlation } = recorded;
  const payload = serialiser.read(type, JSON.parse(recorded.payload) as unknown);
  const code = TYPE_CODE[type];
  if (cause === 0) return sequencedFact(type, code, position, time as Micros, source, payload);
  return sequencedDecisionAt(type, code, position, time as Micros, source, cause, ordinal, correlation, payload);
}

/** An event before it has a position. */
export interface UnsequencedEvent<Type extends EventType = EventType> {
  readonly type: Type;
  readonly source: Source;
  readonly time: Micros;
  /** 0 for a fact. */
  readonly cause: number;
  readonly ordinal: number;
  /** Of a decision; a fact's own position is its correlation. */
  readonly correlation: number;
  readonly payload: Payload<Type>;
}

/** What the log needs of an event: its id, what makes it the same, and its line once it has a position. */
export interface Storable {
  readonly id: string;
  readonly type: EventType;
  readonly content: string;
  bodyAt(position: number): string;
  /** The event at the position that it was given. */
  eventAt(position: number): SequencedEvent;
}

/** @param serialiser of `catalog` */
export function storable(
  { type, source, time, cause, ordinal, correlation, payload }: UnsequencedEvent,
  journal: string,
  catalog: Catalog,
  serialiser: Serialiser,
): Storable {
  const code = TYPE_CODE[type];
  const eventAt = (position: number): SequencedEvent =>
    cause === 0
      ? sequencedFact(type, code, position, time, source, payload)
      : sequencedDecisionAt(type, code, position, time, source, cause, ordinal, correlation, payload);
  const draft = eventAt(0);
  // No id hangs on the position: an event that is appended again is known by it.
  const id = eventId(draft, journal, catalog);
  const content = serialiser.payload(draft);
  return { id, type, content, eventAt, bodyAt: (position) => lineOf(eventAt(position), id, journal, content) };
}
