// Reading by places against reading by parsing.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { naiveOpenLine } from '../testing/naive-line.ts';
import { openLine } from './open-line.ts';
import { EVENTS, type EventType } from './registry.ts';

const GOLDEN = join(import.meta.dirname, 'golden');
const JOURNALS = join(import.meta.dirname, '../../../tests/replay/golden');

const linesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n'));

const isPresent = (line: string): boolean => {
  const { type, schemaVersion } = JSON.parse(line) as { type: EventType; schemaVersion: number };
  return schemaVersion === EVENTS[type].schemaVersion;
};

test('gives what plain parsing gives, for every event type and for names of every kind', () => {
  const lines = [...linesIn(GOLDEN), ...linesIn(JOURNALS)].filter(isPresent);
  expect(lines.length).toBeGreaterThan(500);
  for (const line of lines) expect(openLine(line)).toEqual(naiveOpenLine(line));
});

test.each([
  ['cut off', (line: string) => line.slice(0, -1)],
  ['of an unknown type', (line: string) => line.replace('"type":"', '"type":"x')],
  ['of another version', (line: string) => line.replace('"schemaVersion":1', '"schemaVersion":9')],
  ['no envelope', () => '{}'],
])('refuses a line that is %s', (_, spoil) => {
  const [line = ''] = linesIn(JOURNALS);
  expect(() => openLine(spoil(line))).toThrow();
});
