// Columns stand under each other, with and without colours.

import { expect, test } from '@jest/globals';
import { factTable, textTable } from './text-table.ts';

const plain = (text: string): string => text;
const COLUMNS = [{ title: 'run' }, { title: 'positions', align: 'right' }, { title: 'state' }] as const;

test('columns are as wide as what stands in them, numbers to the right, nothing behind the last', () => {
  expect(
    textTable(
      COLUMNS,
      [
        ['a', '7', 'open'],
        ['longer', '1,234', ''],
      ],
      plain,
    ),
  ).toEqual(['  run     positions  state', '  a               7  open', '  longer      1,234']);
});

test('a colour does not move what stands behind it', () => {
  const red = (text: string): string => `<${text}>`;
  expect(textTable(COLUMNS, [[{ text: 'a', colour: red }, '7', 'open']], plain)[1]).toBe('  <a  >          7  open');
});

test('labels have one width', () => {
  expect(
    factTable(
      [
        ['a', '1'],
        ['long', '2'],
      ],
      plain,
    ),
  ).toEqual(['  a     1', '  long  2']);
});
