// The tables of a run, row by row.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { amount, micros } from '@tradingbot/domain';
import { ALPHA, BTC, CATALOG, filled, hour, px, q, usdt } from '@tradingbot/testing';
import { createCsvTables } from './csv-tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-tables-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Each table as objects by its columns. */
const rows = (name: string): Record<string, string>[] => {
  const [columns = '', ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  const keys = columns.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    expect(cells).toHaveLength(keys.length);
    return Object.fromEntries(keys.map((key, at) => [key, cells[at] ?? '']));
  });
};

test('each row has every column, money to its last decimal and fees in the asset that was charged', () => {
  const tables = createCsvTables(folder, CATALOG, 'recorded');
  tables.equity(hour(1), usdt('1010.5'), usdt('900'), -0.25);
  tables.fill(hour(1), ALPHA, {
    ...filled('o1', 'buy', '0.5', '200.01').payload,
    ...{ fee: amount(50_000), feeAsset: 'BTC', slippage: usdt('0.03'), spread: usdt('0.01'), delay: usdt('-0.2') },
    ...{ reference: px('199.95'), filledAt: micros(hour(1) - 1_500) },
  });
  const trade = { strategy: ALPHA, instrument: BTC, entryTime: hour(1), exitTime: hour(2.5), qty: q('0.5') };
  tables.trade({
    ...trade,
    ...{ soldQty: q('0.4'), bought: usdt('100'), sold: usdt('88'), fees: usdt('0.1'), pnl: usdt('7.9'), fills: 3 },
    ...{ slippage: usdt('0.02'), spread: usdt('0.01'), delay: usdt('-0.2'), exitReason: 'trailing-stop' },
    ...{ mae: Number(usdt('-5.25')), mfe: Number(usdt('9')) },
  });
  tables.close();
  expect(rows('equity_curve.csv')).toEqual([
    {
      ts_ms: '1609462800000',
      time: '2021-01-01T01:00:00Z',
      equity: '1010.5',
      cash: '900',
      position_value: '110.5',
      drawdown: '-0.25',
      data: 'recorded',
    },
  ]);
  expect(rows('fills.csv')).toMatchObject([
    {
      qty: '0.5',
      price: '200.01',
      fee: '0.0005',
      fee_asset: 'BTC',
      slippage: '0.02',
      spread: '0.01',
      delay: '-0.2',
      reference: '199.95',
      filled_at_ms: '1609462799998.5',
    },
  ]);
  expect(rows('trades.csv')).toMatchObject([
    {
      entry_price: '200',
      exit_price: '220',
      pnl: '7.9',
      return: '0.079',
      mae: '-5.25',
      mfe: '9',
      holding_hours: '1.5',
      exit_reason: 'trailing-stop',
      spread: '0.01',
      slippage: '0.02',
      delay: '-0.2',
    },
  ]);
});

test('a trip that a split ended, or that was given its shares, has no price that it never paid', () => {
  const tables = createCsvTables(folder, CATALOG, 'synthetic');
  const none = usdt('0');
  tables.trade({
    ...{ strategy: ALPHA, instrument: BTC, entryTime: hour(1), exitTime: hour(1), qty: q('0'), soldQty: q('0') },
    ...{ bought: none, sold: none, fees: none, pnl: none, fills: 0, slippage: none, spread: none, delay: none },
    ...{ mae: 0, mfe: 0, exitReason: 'split' },
  });
  tables.close();
  expect(rows('trades.csv')).toMatchObject([{ entry_price: '0', exit_price: '0', return: '0', exit_reason: 'split' }]);
});
