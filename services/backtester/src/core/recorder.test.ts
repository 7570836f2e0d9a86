import { describe, expect, test } from '@jest/globals';
import { sequencedFact, TYPE_CODE } from '@tradingbot/contracts';
import { assetScale, formatDecimal } from '@tradingbot/domain';
import { OPEN_ORDERS } from '@tradingbot/portfolio';
import {
  ALPHA,
  balance,
  bar,
  BTC,
  ETH,
  CATALOG,
  filled,
  hour,
  q,
  said,
  submitted,
  usdt,
  type Spoken,
} from '@tradingbot/testing';
import { createRecorder } from './recorder.ts';
import type { RoundTrip } from './round-trips.ts';

function record(...events: Spoken[]) {
  const equity: [number, string][] = [];
  const trades: RoundTrip[] = [];
  const recorder = createRecorder(CATALOG, 365, {
    equity: (time, worth) => void equity.push([(time - hour(0)) / 3_600_000_000, formatDecimal(worth, 8)]),
    fill: () => {},
    trade: (trade) => void trades.push(trade),
  });
  let time = hour(0);
  events.forEach((event, index) => {
    time = event.time ?? time;
    recorder.see(
      sequencedFact(event.type, TYPE_CODE[event.type], index + 1, time, 'sequencer', event.payload as never),
    );
  });
  return { equity, trades, figures: recorder.figures() };
}
const at = <S extends Spoken>(spoken: S, hours: number): S => ({ ...spoken, time: hour(hours) });

describe('the equity curve', () => {
  test('has one row for each instant at which bars close, after all that happened then', () => {
    const { equity, figures } = record(
      balance('1000'),
      bar('100', 1),
      at(submitted('o1', 'buy', '1'), 1),
      at(filled('o1', 'buy', '1', '100', { fee: '1' }), 1),
      bar('110', 2),
      bar('90', 3),
    );
    expect(equity).toEqual([
      [1, '999'],
      [2, '1009'],
      [3, '989'],
    ]);
    expect(figures).toMatchObject({ bars: 3, fills: 1, fees: usdt('1'), finalEquity: usdt('989'), exposure: 1 });
  });

  test('a fill after a gap is not part of the instant before it', () => {
    const { equity } = record(
      balance('1000'),
      bar('100', 1),
      at(submitted('o1', 'buy', '1'), 1),
      at(filled('o1', 'buy', '1', '200'), 30),
      bar('190', 31),
    );
    expect(equity).toEqual([
      [1, '1000'],
      [31, '990'],
    ]);
  });
});

test('a round trip goes from flat to flat, with all its fills and fees', () => {
  const { trades, figures } = record(
    balance('1000'),
    bar('100', 1),
    submitted('o1', 'buy', '2'),
    filled('o1', 'buy', '1', '100', { remaining: '1', fee: '0.1' }),
    filled('o1', 'buy', '1', '102', { fee: '0.1', trade: 'o1.2' }),
    at(submitted('o2', 'sell', '2'), 5),
    at(filled('o2', 'sell', '2', '110', { fee: '0.2' }), 6),
  );
  expect(trades).toEqual([
    {
      exitReason: 'market',
      soldQty: q('2'),
      slippage: usdt('0'),
      spread: usdt('0'),
      delay: usdt('0'),
      mae: 0,
      mfe: Number(usdt('18')),
      strategy: 0,
      instrument: BTC,
      entryTime: hour(1),
      exitTime: hour(6),
      qty: q('2'),
      bought: usdt('202'),
      sold: usdt('220'),
      fees: usdt('0.4'),
      pnl: usdt('17.6'),
      fills: 3,
    },
  ]);
  expect(figures).toMatchObject({ trades: 1, winningTrades: 1 });
});

test('what the account held of an asset when it began counts from the start, at its first price', () => {
  const eth = said('run.balance', {
    asset: 'ETH',
    balance: (3 * 10 ** assetScale(CATALOG.instruments, 'ETH')) as never,
  });
  const { figures, equity } = record(
    balance('1000'),
    eth,
    bar('100', 1),
    at(bar('20', 2, { instrument: ETH, open: '10' }), 2),
    bar('100', 3),
  );
  expect(figures.equity.initialEquity).toBe(1030);
  expect(figures.equity.totalReturn).toBeCloseTo(1060 / 1030 - 1, 12);
  expect(figures.equity.maxDrawdown).toBe(0);
  expect(figures.exposure).toBe(0);
  expect(equity.at(-1)).toEqual([3, '1060']);
});

test('denials are counted by their code', () => {
  const denied = said('risk.denied', {
    strategy: 0 as never,
    instrument: BTC,
    signal: 1,
    denial: { code: 'NO_PRICE' },
  });
  expect([...record(balance('1'), denied, denied).figures.denialsByCode]).toEqual([['NO_PRICE', 2]]);
});

describe('a journal that goes on from another', () => {
  const position = said('run.position', {
    strategy: ALPHA,
    instrument: BTC,
    qty: q('2'),
    costBasis: usdt('200'),
    realizedPnl: usdt('-3'),
    fees: usdt('1'),
  });

  test('begins with what it holds, at what that cost, and ends its trips from there', () => {
    const open = { ...said('run.carried', { core: OPEN_ORDERS, state: [] }) };
    const order = { ...submitted('o7', 'sell', '2').payload, remaining: q('2'), status: 'accepted' };
    const carried = { ...open, payload: { ...open.payload, state: [order] as never } };
    const { figures, trades, equity } = record(
      balance('1000'),
      position,
      carried,
      bar('110', 1),
      at(filled('o7', 'sell', '2', '120', { fee: '2' }), 2),
      bar('120', 3),
    );
    expect(figures.equity.initialEquity).toBe(1200);
    expect(figures.openingCash).toBe(usdt('1000'));
    expect(equity).toEqual([
      [1, '1220'],
      [3, '1238'],
    ]);
    expect(trades).toMatchObject([
      { bought: usdt('200'), sold: usdt('240'), fees: usdt('2'), pnl: usdt('38'), fills: 1 },
    ]);
  });

  test('has times also when no bar closed in it', () => {
    expect(record(at(balance('1000'), 5)).figures).toMatchObject({ bars: 0, firstTime: hour(5), lastTime: hour(5) });
  });
});
