// An event with its place in the journal: what cores are handed and what the log keeps.

import { MICROS_PER_DAY, type Micros } from '@tradingbot/domain';
import { EVENTS, type EventType, type Payload } from './registry.ts';
import type { Source } from './sources.ts';

/** The shape of every event; `Type` picks the payload. */
export interface Sequenced<Type extends EventType> {
  readonly type: Type;
  /** `TYPE_CODE[type]`, for routing. */
  readonly code: number;
  /** Gapless from 1 within the journal. */
  readonly position: number;
  /** Never before the time of an earlier position. */
  readonly time: Micros;
  readonly source: Source;
  /** The position that made a core emit this; 0 for a fact. */
  readonly cause: number;
  /** Which of the emissions of this core for this cause, from 0. */
  readonly ordinal: number;
  /** The position of the fact at the root of the chain of causes; its own for a fact. */
  readonly correlation: number;
  readonly payload: Payload<Type>;
}

export type SequencedEvent = { [Type in EventType]: Sequenced<Type> }[EventType];

/**
 * The one constructor, with one field order, so that the engine's loops see one shape of object. The fields are declared
 * and not defined: a defined field is `undefined` first, and then no number in it can be kept without an allocation.
 */
class EventRecord {
  declare type: EventType;
  declare code: number;
  declare position: number;
  declare time: Micros;
  declare source: Source;
  declare cause: number;
  declare ordinal: number;
  declare correlation: number;
  declare payload: unknown;

  constructor(
    type: EventType,
    code: number,
    position: number,
    time: Micros,
    source: Source,
    cause: number,
    ordinal: number,
    correlation: number,
    payload: unknown,
  ) {
    this.type = type;
    this.code = code;
    this.position = position;
    this.time = time;
    this.source = source;
    this.cause = cause;
    this.ordinal = ordinal;
    this.correlation = correlation;
    this.payload = payload;
  }
}

/** @param code `TYPE_CODE[type]`, looked up once by the caller */
export function sequencedFact<Type extends EventType>(
  type: Type,
  code: number,
  position: number,
  time: Micros,
  source: Source,
  payload: Payload<Type>,
): SequencedEvent {
  return new EventRecord(type, code, position, time, source, 0, 0, position, payload) as SequencedEvent;
}

export function sequencedDecision<Type extends EventType>(
  type: Type,
  code: number,
  position: number,
  cause: SequencedEvent,
  source: Source,
  ordinal: number,
  payload: Payload<Type>,
): SequencedEvent {
  return new EventRecord(
    type,
    code,
    position,
    cause.time,
    source,
    cause.position,
    ordinal,
    cause.correlation,
    payload,
  ) as SequencedEvent;
}

/** A decision from its parts, as it comes from the log or the bus. */
export function sequencedDecisionAt<Type extends EventType>(
  type: Type,
  code: number,
  position: number,
  time: Micros,
  source: Source,
  cause: number,
  ordinal: number,
  correlation: number,
  payload: Payload<Type>,
): SequencedEvent {
  return new EventRecord(type, code, position, time, source, cause, ordinal, correlation, payload) as SequencedEvent;
}

/**
 * Makes another event of a record: where one is over before the next begins, nothing is allocated. Who kept it holds the
 * new one.
 */
export function rewriteEvent<Type extends EventType>(
  event: SequencedEvent,
  type: Type,
  code: number,
  position: number,
  time: Micros,
  source: Source,
  cause: number,
  ordinal: number,
  correlation: number,
  payload: Payload<Type>,
): void {
  const record = event as EventRecord;
  record.type = type;
  record.code = code;
  record.position = position;
  record.time = time;
  record.source = source;
  record.cause = cause;
  record.ordinal = ordinal;
  record.correlation = correlation;
  record.payload = payload;
}

/** The version of the contract that an event of this type is written with today. */
export const schemaVersionOf = (type: EventType): number => EVENTS[type].schemaVersion;

/** The UTC day of an event, for daily limits that start at `resetHour`. */
export const tradingDay = (time: Micros, resetHour: number): number =>
  Math.floor((time - resetHour * (MICROS_PER_DAY / 24)) / MICROS_PER_DAY);
