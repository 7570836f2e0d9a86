// docs/denials.md names every code by which an order is refused, with its numbers, and no other.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { EVENTS, type EventDefinition } from '@tradingbot/contracts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'denials.md'), 'utf8');

/** The codes that the field `key` can have, each with the names of its numbers in the order of definition. */
function codesOf({ fields }: EventDefinition, key: string): [code: string, numbers: string[]][] {
  const shape = fields[key]?.shape;
  if (shape?.kind === 'oneOf') return shape.names.map((code) => [code, []]);
  if (shape?.kind !== 'variants') throw new Error(`"${key}" has no codes`);
  return Object.entries(shape.cases).map(([code, numbers]) => [code, Object.keys(numbers)]);
}

/** The rows of the table under a heading: the cells of each, without heads and rule. */
function rowsUnder(heading: string): string[][] {
  const section = DOCUMENT.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const quoted = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
const byCode = <Row extends [string, ...unknown[]]>(rows: Row[]): Row[] => rows.sort(([a], [b]) => (a < b ? -1 : 1));

describe('docs/denials.md', () => {
  test('has every code of risk.denied and no other, with exactly its numbers', () => {
    const documented = rowsUnder('What risk refuses').map(([code, numbers]): [string, string[]] => [
      quoted(code).join(),
      quoted(numbers),
    ]);
    expect(byCode(documented)).toEqual(byCode(codesOf(EVENTS['risk.denied'], 'denial')));
  });

  test('says the cause and the mend of every denial in sentences', () => {
    for (const [code, , cause, mend] of rowsUnder('What risk refuses')) {
      expect([code, cause]).toEqual([code, expect.stringMatching(/^[A-Z].+\.$/)]);
      expect([code, mend]).toEqual([code, expect.stringMatching(/^[A-Z`].+\.$/)]);
    }
  });

  test.each([
    ['order.rejected', 'What the venue refuses'],
    ['order.canceled', 'Why the rest of an order is gone'],
    ['order.abandoned', 'What is no longer sent'],
  ] as const)('has every code of %s and no other, with its cause', (type, heading) => {
    const rows = rowsUnder(heading);
    const documented = rows.map(([code]): [string, string[]] => [quoted(code).join(), []]);
    expect(byCode(documented)).toEqual(byCode(codesOf(EVENTS[type], 'code')));
    for (const [code, cause] of rows) expect([code, cause]).toEqual([code, expect.stringMatching(/^[A-Z].+\.$/)]);
  });
});
