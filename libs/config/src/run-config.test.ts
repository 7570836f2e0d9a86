// The schema describes itself: every key says what it means.

import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { InstrumentSchema } from './instrument-definition.ts';
import { RunConfigSchema } from './run-config.ts';
import { TrainConfigSchema } from './training/train-config.ts';

/** Keys without a description, as paths. */
function silentKeys(schema: z.core.JSONSchema.BaseSchema, path = ''): string[] {
  const silent: string[] = [];
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    if (typeof child === 'boolean') continue;
    if (child.description === undefined) silent.push(`${path}${key}`);
    silent.push(...silentKeys(child, `${path}${key}.`));
  }
  const { items } = schema;
  if (typeof items === 'object' && !Array.isArray(items)) silent.push(...silentKeys(items, `${path}[].`));
  return silent;
}

test.each([
  ['run', RunConfigSchema],
  ['training', TrainConfigSchema],
  ['instrument', InstrumentSchema],
])('every key of a %s is described', (_name, schema) => {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  expect(Object.keys(json.properties ?? {}).length).toBeGreaterThan(5);
  expect(silentKeys(json)).toEqual([]);
});
