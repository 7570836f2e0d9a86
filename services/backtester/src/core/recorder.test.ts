import { describe, expect, test } from '@jest/globals';
import { sequencedFact, TYPE_CODE } from '@tradingbot/contracts';
import { amount, assetScale, formatDecimal, subExact } from '@tradingbot/domain';
import { noMetric } from '@tradingbot/metrics';
import { equityOf, OPEN_ORDERS } from '@tradingbot/portfolio';
import {
  abandoned,
  ALPHA,
  balance,
  bar,
  BTC,
  canceled,
  CATALOG,
  ETH,
  filled,
  hour,
  noise,
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
  return { equity, trades, figures: recorder.figures(), ledger: recorder.ledger };
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

describe('the parts of a run', () => {
  const cost = (spoken: ReturnType<typeof filled>, slippage: string, spread: string, delay: string) => ({
    ...spoken,
    payload: { ...spoken.payload, slippage: usdt(slippage), spread: usdt(spread), delay: usdt(delay) },
  });

  test('costs are told apart: fees by liquidity, spread, slippage without it, delay', () => {
    const maker = filled('o2', 'sell', '1', '110', { fee: '0.1' });
    const { figures, trades } = record(
      balance('1000'),
      bar('100', 1),
      submitted('o1', 'buy', '1'),
      cost(filled('o1', 'buy', '1', '100', { fee: '0.3' }), '0.5', '0.2', '0.7'),
      submitted('o2', 'sell', '1'),
      { ...maker, payload: { ...maker.payload, liquidity: 'maker' as const } },
    );
    const sums = { slippage: usdt('0.3'), spread: usdt('0.2'), delay: usdt('0.7') };
    expect(figures.all).toMatchObject({ ...sums, fees: usdt('0.4'), makerFees: usdt('0.1'), makerFills: 1, buys: 1 });
    expect(figures.all).toMatchObject({ bought: usdt('100'), sold: usdt('110'), grossProfit: usdt('9.6') });
    expect(figures.slippage).toBe(usdt('0.5'));
    expect(trades).toMatchObject([sums]);
    expect(figures.byInstrument[1]).toMatchObject({
      fills: 0,
      trades: { winRate: noMetric('no round trip was completed') },
    });
  });

  test('add up: what symbols made is what strategies made is what the account made', () => {
    const random = noise(11);
    const events: Spoken[] = [balance('100000'), bar('100', 1)];
    let held = 0;
    for (let i = 0; i < 200; i++) {
      const price = String(80 + Math.floor(random() * 40));
      events.push(bar(price, i + 2));
      const side = held > 0 && random() < 0.5 ? 'sell' : 'buy';
      const quantity = side === 'sell' ? Math.ceil(random() * held) : 1 + Math.floor(random() * 3);
      held += side === 'sell' ? -quantity : quantity;
      events.push(submitted(`o${i}`, side, String(quantity)));
      events.push(filled(`o${i}`, side, String(quantity), price, { fee: '0.07' }));
    }
    const { figures, ledger, trades } = record(...events);
    const made = subExact(equityOf(ledger), usdt('100000'));
    expect(figures.byInstrument[0]?.pnl).toBe(made);
    expect(figures.byStrategy[0]?.pnl).toBe(made);
    expect(figures.byStrategy[1]?.pnl).toBe(0);
    expect(trades.length).toBeGreaterThan(5);
    if (held === 0) expect(trades.reduce((sum, { pnl }) => sum + Number(pnl), 0)).toBe(Number(made));
    const [month] = figures.tripsByMonth;
    expect(month).toEqual([
      '2021-01',
      { trades: trades.length, pnl: trades.reduce((sum, t) => amount(Number(sum) + Number(t.pnl)), amount(0)) },
    ]);
    expect(figures.tripPnl).toHaveLength(trades.length);
    expect(figures.lastTime).toBe(hour(201));
  });

  test('what the venue refused, canceled and what was never sent is counted by its code', () => {
    const { figures } = record(
      balance('1000'),
      submitted('o1', 'buy', '1'),
      said('order.rejected', { orderId: 'o1', instrument: BTC, code: 'NOT_ON_LOT' }),
      submitted('o2', 'buy', '1'),
      canceled('o2', '1', 'EXPIRED'),
      abandoned('1'),
    );
    const { rejectionsByCode, cancelsByCode, abandonedByCode } = figures;
    expect([rejectionsByCode, cancelsByCode, abandonedByCode].map((counts) => [...counts])).toEqual([
      [['NOT_ON_LOT', 1]],
      [['EXPIRED', 1]],
      [['BELOW_MINIMUM', 1]],
    ]);
  });
});
