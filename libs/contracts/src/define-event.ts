// One definition of an event: its name, its version and its fields. Everything else is derived from it.

import type { z } from 'zod';
import { objectSchema, type Fields, type PayloadOf } from './field.ts';

export interface EventDefinition<Type extends string = string, F extends Fields = Fields> {
  readonly type: Type;
  readonly schemaVersion: number;
  readonly fields: F;
  /** The wire form of the payload: a strict object of decimal strings, integers and names. */
  readonly schema: z.ZodObject;
}

/** The payload as cores see it: scaled integers and indices instead of strings. */
export type PayloadOfDefinition<D> = D extends EventDefinition<string, infer F> ? PayloadOf<F> : never;

export function defineEvent<const Type extends string, const F extends Fields>(
  type: Type,
  schemaVersion: number,
  fields: F,
): EventDefinition<Type, F> {
  return { type, schemaVersion, fields, schema: objectSchema({}, fields) };
}
