// One definition of an event: its name, its version and its fields. Everything else is derived from it.

import type { z } from 'zod';
import { objectSchema, type Field, type Fields, type PayloadOf } from './field.ts';

export interface EventDefinition<Type extends string = string, F extends Fields = Fields> {
  readonly type: Type;
  readonly schemaVersion: number;
  readonly fields: F;
  /** The wire form of the payload: a strict object of decimal strings, integers and names. */
  readonly schema: z.ZodObject;
}

/** The payload as cores see it: scaled integers and indices instead of strings. */
export type PayloadOfDefinition<D> = D extends EventDefinition<string, infer F> ? PayloadOf<F> : never;

/** What a definition is written as: the event's name and version, and then its fields, in the order of the payload. */
export interface WrittenEvent {
  readonly event: string;
  readonly version: number;
  readonly [field: string]: string | number | Field<unknown>;
}

type FieldsOf<Written> = {
  readonly [Key in Exclude<keyof Written, 'event' | 'version'>]: Extract<Written[Key], Field<unknown>>;
};

/**
 * Name and version stand in one literal with the fields, and before them, for a reason that cannot be seen: V8 gives
 * literals with the same names in the same order one hidden class. A literal of the fields alone would share that of the
 * payloads, and what it holds are objects, so every number of a payload would cost an allocation: a fifth of the
 * engine's time (ADR 0045).
 */
export function defineEvent<const Written extends WrittenEvent>(
  written: Written,
): EventDefinition<Written['event'], FieldsOf<Written>> {
  const { event, version, ...fields } = written;
  return {
    type: event,
    schemaVersion: version,
    fields: fields as FieldsOf<Written>,
    schema: objectSchema({}, fields as Fields),
  };
}
