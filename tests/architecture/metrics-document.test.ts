// docs/metrics.md explains every figure of metrics.json by its name.

import { expect, test } from '@jest/globals';
import { legacyEquity, legacyTrades } from '@tradingbot/metrics';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/metrics.md'), 'utf8');
const type = readFileSync(join(root, 'services/backtester/src/shell/metrics-document.ts'), 'utf8');
/** Names between backticks, such as `drawdown.start` or `.trough`, by their parts. */
const explained = new Set([...page.matchAll(/`([a-z_0-9.]+)`/g)].flatMap(([, name = '']) => name.split('.')));

test('every key of the document is explained', () => {
  const keys = [...type.matchAll(/readonly ([a-z_0-9]+)\??:/g)].map(([, key = '']) => key);
  expect(keys.length).toBeGreaterThan(90);
  expect(keys.filter((key) => !explained.has(key) && key !== 'legacy')).toEqual([]);
});

test('and so are those of the platform before', () => {
  const totals = { traded: 0, slippage: 0, spread: 0, fees: 0 };
  const trades = { pnl: [], buys: 0, sells: 0, quantity: undefined };
  const equity = legacyEquity({ times: [], equity: [] }, totals);
  const keys = [...Object.keys(equity), ...Object.keys(legacyTrades({ ...totals, ...trades }))];
  const behind = page.slice(page.indexOf('## legacy'));
  expect(keys.filter((key) => !behind.includes(`.${key}\``))).toEqual([]);
  expect(behind).toContain('10,000');
});
