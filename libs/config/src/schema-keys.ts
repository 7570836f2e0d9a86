// What keys a zod schema knows, so that a wrong one can be answered with a right one.

import { z } from 'zod';

/** The keys of the map at `path`, or `undefined` when any key may stand there. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] | undefined {
  let at: z.core.$ZodType | undefined = unwrap(schema);
  for (const key of path) at = at === undefined ? undefined : childOf(at, key);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : undefined;
}

/** All paths of map keys in a schema: "risk", "risk.enabled", … */
export function keyPaths(schema: z.core.$ZodType, prefix = ''): string[] {
  const at = unwrap(schema);
  if (!(at instanceof z.ZodObject)) return [];
  return Object.entries(at.shape).flatMap(([key, child]) => {
    const path = `${prefix}${key}`;
    return [path, ...keyPaths(child as z.core.$ZodType, `${path}.`)];
  });
}

function childOf(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    const child = (schema.shape as Record<PropertyKey, z.core.$ZodType | undefined>)[key];
    return child === undefined ? undefined : unwrap(child);
  }
  if (schema instanceof z.ZodArray) return unwrap(schema.element);
  if (schema instanceof z.ZodRecord) return unwrap(schema.valueType);
  return undefined;
}

/** What is inside defaults, optionals and the like. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let at = schema;
  for (;;) {
    if (at instanceof z.ZodOptional || at instanceof z.ZodNullable || at instanceof z.ZodDefault) at = at.unwrap();
    else if (at instanceof z.ZodPrefault || at instanceof z.ZodReadonly || at instanceof z.ZodCatch) at = at.unwrap();
    else if (at instanceof z.ZodPipe) at = at.in;
    else return at;
  }
}
