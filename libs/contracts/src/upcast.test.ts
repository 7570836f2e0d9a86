// What was written by an older release: read as today's version, with what its fields meant then.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openLine } from './open-line.ts';
import { EVENTS, type EventType } from './registry.ts';
import { isReadable, upcast } from './upcast.ts';

const GOLDEN = join(import.meta.dirname, 'golden');
type Line = { readonly type: EventType; readonly schemaVersion: number; readonly payload: Record<string, unknown> };

const old = readdirSync(GOLDEN)
  .flatMap((file) => readFileSync(join(GOLDEN, file), 'utf8').trimEnd().split('\n'))
  .filter((line) => {
    const { type, schemaVersion } = JSON.parse(line) as Line;
    return schemaVersion < EVENTS[type].schemaVersion;
  });

describe('A line of an older version', () => {
  test('is one of those that were written by a release', () => {
    expect([...new Set(old.map((line) => (JSON.parse(line) as Line).type))].sort()).toEqual([
      'md.instrument',
      'md.open',
      'order.filled',
      'order.submitted',
    ]);
  });

  test.each(old.map((line) => [(JSON.parse(line) as Line).type, line]))(
    'keeps the contract of today: %s',
    (type, line) => {
      const wire = JSON.parse(openLine(line).payload) as Record<string, unknown>;
      expect(EVENTS[type as EventType].schema.parse(wire)).toEqual(wire);
      const { payload } = JSON.parse(line) as Line;
      const dropped = ['rangeKnown', 'rangeLow', 'rangeHigh'];
      const kept = Object.entries(payload).filter(([key]) => !dropped.includes(key));
      expect(wire).toMatchObject(Object.fromEntries(kept));
    },
  );
});

test('an open of which only the range was known is that of a bar which is not known', () => {
  const stored =
    '{"instrument":"A","open":"5","openTime":0,"rangeHigh":"6","rangeKnown":true,"rangeLow":"4","timeframe":"1h"}';
  expect(upcast('md.open', 1, stored)).toBe(
    '{"barKnown":false,"close":"5","high":"5","instrument":"A","low":"5","open":"5","openTime":0,"timeframe":"1h","volume":"0"}',
  );
});

test('of the present version not a byte is touched, and what no release wrote is not readable', () => {
  expect(upcast('md.bar', 1, '{ "as" : "it is" }')).toBe('{ "as" : "it is" }');
  expect([
    isReadable('md.open', 1),
    isReadable('md.open', 2),
    isReadable('md.open', 3),
    isReadable('md.bar', 0),
  ]).toEqual([true, true, false, false]);
});
