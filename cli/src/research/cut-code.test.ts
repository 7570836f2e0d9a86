// Tables in code and data, cut off where the bars are.

import { expect, test } from '@jest/globals';
import { cutCode } from './cut-code.ts';
import { cutTable, type Known } from './cut-tables.ts';

const HOUR = 3_600_000_000;
const START = 1_704_067_200_000_000;
const CLOSES = [100.5, 101.25, 99, 98.5, 97, 103, 104, 105.5, 106, 107, 108, 109];
const openTime = CLOSES.map((_, row) => START + row * HOUR);
const opens = CLOSES.map((close) => close - 0.25);

/** Four bars have closed. */
const KNOWN: Known = {
  until: START + 4 * HOUR,
  first: START,
  last: START + 12 * HOUR,
  series: [{ timeframe: HOUR, openTime, columns: [opens, CLOSES, CLOSES, CLOSES], length: CLOSES.length }],
};
const ms = openTime.map((time) => time / 1_000);

test('rows that bear the open of their bar are known when it closes', () => {
  const rows = ms.map((time, row) => ({ time, close: CLOSES[row] }));
  expect(cutTable(rows, KNOWN)).toEqual(rows.slice(0, 4));
});

test('rows of anything else are known at their time', () => {
  const rows = ms.map((time, row) => [time, 7 * row]);
  expect(cutTable(rows, KNOWN)).toEqual(rows.slice(0, 5));
});

test('columns, keys and days are times too', () => {
  expect(cutTable({ t: ms, close: CLOSES }, KNOWN)).toEqual({ t: ms.slice(0, 4), close: CLOSES.slice(0, 4) });
  const byTime = Object.fromEntries(ms.map((time, row) => [String(time), row]));
  expect(Object.keys(cutTable(byTime, KNOWN) as object)).toHaveLength(5);
  const stamps = ms.map((time) => ({ at: new Date(time).toISOString(), x: 1 }));
  expect(cutTable({ deep: { in: stamps } }, KNOWN)).toEqual({ deep: { in: stamps.slice(0, 5) } });
});

test('a list of prices without times is found by its prices', () => {
  expect(cutTable(CLOSES, KNOWN)).toEqual(CLOSES.slice(0, 4));
  expect(cutTable(CLOSES.slice(2), KNOWN)).toEqual(CLOSES.slice(2, 4));
});

test('what is no table of the market stays the very same', () => {
  for (const value of [[1, 2, 3, 4, 5, 6, 7, 8, 9], { lookback: 12 }, ['a', 'b'], 5, null, ms.slice(0, 3)]) {
    expect(cutTable(value, KNOWN)).toBe(value);
  }
});

test('in code only the literal of the table is another', () => {
  const head = `import { z } from 'zod';\n// [1, 2] "quoted\nconst NAME = '[not a table]';\n`;
  const tail = `;\nexport const f = (x: number) => { return [x, { a: x }]; };\n`;
  const rows = ms.map((time, row) => `  { time: ${time}, 'close': ${CLOSES[row]}, },`);
  const code = `${head}const T = [\n${rows.join('\n')}\n]${tail}`;
  const kept = ms.slice(0, 4).map((time, row) => ({ time, close: CLOSES[row] }));
  expect(cutCode(code, KNOWN)).toBe(`${head}const T = ${JSON.stringify(kept)}${tail}`);
  expect(cutCode(head + tail, KNOWN)).toBe(head + tail);
});
