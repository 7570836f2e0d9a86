// Every event type and version has golden lines, as journals hold them. Stored events are never edited, so neither are
// these: what was written once must be read, and written again byte for byte, by all later code.

import { describe, expect, test } from '@jest/globals';
import { EVENT_TYPES, EVENTS, mayAppend, type EventDefinition, type EventType } from '@tradingbot/contracts';
import { eventOf, GOLDEN_FILES, goldenFile, goldenLines, goldenSerialiser, parsed, type Wire } from './golden-lines.ts';

type Fields = EventDefinition['fields'];

test('every version of every event type has a golden file, and there is no other', () => {
  const versions = (type: EventType): number[] => Array.from({ length: EVENTS[type].schemaVersion }, (_, i) => i + 1);
  const expected = EVENT_TYPES.flatMap((type) => versions(type).map((version) => goldenFile(type, version)));
  expect(GOLDEN_FILES).toEqual(expected.sort());
});

describe.each(EVENT_TYPES)('%s', (type) => {
  const lines = goldenLines(type);

  test('is read, and written again byte for byte', () => {
    expect(lines).not.toEqual([]);
    for (const line of lines) expect(goldenSerialiser.line(eventOf(line), 'golden')).toBe(line);
  });

  test('comes from a source that owns it, at its version', () => {
    for (const { source, schemaVersion, type: written } of lines.map(parsed)) {
      expect([written, schemaVersion]).toEqual([type, EVENTS[type].schemaVersion]);
      expect(mayAppend(source, type)).toBe(true);
    }
  });

  test('is shown in every case of its unions and with every name of its closed sets', () => {
    const { fields }: EventDefinition = EVENTS[type];
    const shown = new Set(lines.flatMap((line) => choicesIn(fields, parsed(line).payload)));
    expect([...shown].sort()).toEqual(choicesOf(fields).sort());
  });
});

/** Everything that a payload of these fields can choose between, as `field=choice`. */
function choicesOf(fields: Fields, path = ''): string[] {
  return Object.entries(fields).flatMap(([key, { shape }]) => {
    const at = `${path}${key}`;
    if (shape.kind === 'flag') return [`${at}=true`, `${at}=false`];
    if (shape.kind === 'oneOf') return shape.names.map((name) => `${at}=${name}`);
    if (shape.kind !== 'variants') return [];
    return Object.entries(shape.cases).flatMap(([name, inner]) => [
      `${at}=${name}`,
      ...choicesOf(inner, `${at}.${name}.`),
    ]);
  });
}

/** What one payload chooses. */
function choicesIn(fields: Fields, wire: Wire, path = ''): string[] {
  return Object.entries(fields).flatMap(([key, { shape }]) => {
    const at = `${path}${key}`;
    if (shape.kind === 'flag' || shape.kind === 'oneOf') return [`${at}=${String(wire[key])}`];
    if (shape.kind !== 'variants') return [];
    const chosen = wire[key] as Wire;
    const name = chosen[shape.tag] as string;
    return [`${at}=${name}`, ...choicesIn(shape.cases[name] ?? {}, chosen, `${at}.${name}.`)];
  });
}
