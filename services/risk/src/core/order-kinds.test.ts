// What risk makes of orders with terms of their own, of hours without entries, of approvals in several orders, of splits.

import { describe, test } from '@jest/globals';
import type { Payload } from '@tradingbot/contracts';
import { marketSymbol, micros, parseMicros, type Micros } from '@tradingbot/domain';
import {
  abandoned,
  ALPHA,
  balance,
  bar,
  BTC,
  cancel,
  canceled,
  filled,
  holdingOne,
  hour,
  kill,
  limit,
  MANIFEST,
  MARKET,
  protection,
  px,
  q,
  resume,
  rules,
  said,
  specOf,
  split,
  stopAt,
  stopLimit,
  submitted,
  takeProfit,
  targetQty,
  trailing,
  usdt,
} from '@tradingbot/testing';
import { NO_LIMITS, type RiskLimits } from './limits.ts';
import { ALWAYS_TRADE, type NoTradeSettings } from './no-trade.ts';
import { riskCore } from './risk-core.ts';

type Terms = Payload<'risk.approved'>['terms'];
const risk = (limits: Partial<RiskLimits> = {}) => specOf(() => riskCore({ ...NO_LIMITS, ...limits }));
const approved = (side: 'buy' | 'sell', quantity: string, signal: number, terms: Terms = MARKET) =>
  said('risk.approved', { strategy: ALPHA, instrument: BTC, side, qty: q(quantity), terms, signal });
const denied = (signal: number, denial: Payload<'risk.denied'>['denial']) =>
  said('risk.denied', { strategy: ALPHA, instrument: BTC, signal, denial });

describe('orders with terms of their own', () => {
  const coarse = [balance('1000'), bar('100'), rules({ tick: '0.5' })] as const;

  test.each([
    ['a stop away from the market', stopAt('110.2'), stopAt('110.5')],
    ['a stop-limit stop outward, limit inward', stopLimit('110.2', '111.4'), stopLimit('110.5', '111')],
    ['a take-profit further away', takeProfit('90.4'), takeProfit('90')],
    ['a trailing stop not at all', trailing(50_000_000), trailing(50_000_000)],
  ] as const)('are brought onto the tick: %s', (_, asked, approvedAs) => {
    risk()
      .given(...coarse)
      .when(targetQty('1', { terms: asked }))
      .then(approved('buy', '1', 4, approvedAs));
  });

  test('of a sale mirror those of a purchase', () => {
    const coarseHolding = [...holdingOne, rules({ tick: '0.5' })] as const;
    risk()
      .given(...coarseHolding)
      .when(targetQty('0', { terms: stopAt('90.2') }))
      .then(approved('sell', '1', 6, stopAt('90')));
    risk()
      .given(...coarseHolding)
      .when(targetQty('0', { terms: takeProfit('110.2') }))
      .then(approved('sell', '1', 6, takeProfit('110.5')));
  });

  test.each([
    ['a stop: its price', stopAt('110'), '110'],
    ['a stop-limit: its limit', stopLimit('110', '112'), '112'],
    ['a take-profit: its price', takeProfit('90'), '90'],
    ['a trailing stop: its first level', trailing(50_000_000), '105'],
  ] as const)('are worth for limits what they would cost at worst: %s', (_, terms, worth) => {
    risk({ maxOrderNotional: usdt('80') })
      .given(balance('1000'), bar('100'))
      .when(targetQty('1', { terms }))
      .then(denied(3, { code: 'ORDER_NOTIONAL_EXCEEDS_LIMIT', limit: usdt('80'), notional: usdt(worth) }));
  });

  test('may not begin beyond the market', () => {
    const at = [balance('1000'), bar('100')] as const;
    const beyond = (price: string, bandDown: number, bandUp: number) =>
      denied(3, { code: 'PRICE_OUT_OF_BAND', price: px(price), last: px('100'), bandDown, bandUp });
    risk()
      .given(...at)
      .when(targetQty('1', { terms: stopAt('99.99') }))
      .then(beyond('99.99', 1, 0));
    risk()
      .given(...at)
      .when(targetQty('1', { terms: takeProfit('100.01') }))
      .then(beyond('100.01', 0, 1));
    risk()
      .given(...at)
      .when(targetQty('1', { terms: stopAt('100') }))
      .then(approved('buy', '1', 3, stopAt('100')));
    // A sale that triggers at once makes the position smaller, as asked.
    risk()
      .given(...holdingOne)
      .when(targetQty('0', { terms: stopAt('101') }))
      .then(approved('sell', '1', 5, stopAt('101')));
  });

  test('lie within the band of the venue', () => {
    const banded = [balance('1000'), bar('100'), rules({ band: [0.5, 1.5] })] as const;
    const out = (price: string) =>
      denied(4, { code: 'PRICE_OUT_OF_BAND', price: px(price), last: px('100'), bandDown: 0.5, bandUp: 1.5 });
    risk()
      .given(...banded)
      .when(targetQty('1', { terms: limit('49.99') }))
      .then(out('49.99'));
    risk()
      .given(...banded)
      .when(targetQty('1', { terms: stopLimit('140', '150.01') }))
      .then(out('150.01'));
    risk()
      .given(...banded)
      .when(targetQty('1', { terms: limit('50') }))
      .then(approved('buy', '1', 4, limit('50')));
  });

  test('are no larger than the venue takes; a sale is sent in several orders instead', () => {
    risk()
      .given(balance('1000'), bar('100'), rules({ maxQty: '2' }))
      .when(targetQty('2.1'))
      .then(denied(4, { code: 'ABOVE_MAX_QTY', maxQty: q('2'), qty: q('2.1') }));
    risk()
      .given(...holdingOne, rules({ maxQty: '0.5' }))
      .when(targetQty('0'))
      .then(approved('sell', '1', 6));
  });
});

describe('hours without entries', () => {
  const windows = (over: Partial<NoTradeSettings>) => risk({ noTrade: { ...ALWAYS_TRADE, ...over } });

  test('refuse what opens or adds to a position, and say until when', () => {
    windows({ dailyUtc: [{ startMinute: 60, endMinute: 90 }] })
      .given(balance('1000'), bar('100'))
      .when(targetQty('1'))
      .then(denied(3, { code: 'NO_TRADE_WINDOW', until: micros(hour(1) + 1_800_000_000) }));
    windows({ fundingBufferMinutes: 5 })
      .given(balance('1000'), bar('100', 8))
      .when(targetQty('1'))
      .then(denied(3, { code: 'NO_TRADE_WINDOW', until: micros(hour(8) + 300_000_001) }));
  });

  test('never refuse a reduction', () => {
    windows({ dailyUtc: [{ startMinute: 0, endMinute: 0 }] })
      .given(...holdingOne)
      .when(targetQty('0'))
      .then(approved('sell', '1', 5));
  });

  test('are those outside the regular session, on an exchange', () => {
    const [one] = MANIFEST.catalog.instruments;
    const spy = { ...(one as NonNullable<typeof one>), symbol: marketSymbol('SPY'), calendar: 'NYSE' as const };
    const manifest = { ...MANIFEST, catalog: { ...MANIFEST.catalog, instruments: [spy] } };
    const exchange = specOf(
      () => riskCore({ ...NO_LIMITS, noTrade: { ...ALWAYS_TRADE, regularSessionOnly: true } }),
      manifest,
    );
    const at = (time: string): Micros => parseMicros(`2021-01-05T${time}`) as Micros;
    const closing = (open: string, close: string) => ({
      ...bar('100'),
      payload: { ...bar('100').payload, openTime: at(open) },
      time: at(close),
    });
    exchange
      .given(balance('1000'), closing('12:00:00', '13:00:00'))
      .when(targetQty('1'))
      .then(denied(3, { code: 'MARKET_CLOSED', until: at('14:30:00') }));
    exchange
      .given(balance('1000'), closing('20:00:00', '21:00:00'))
      .when(targetQty('1'))
      .then(approved('buy', '1', 3));
  });
});

describe('an approval that several orders work', () => {
  const first = submitted('o1', 'buy', '1', MARKET, { unsent: q('1') });
  const inFlight = [balance('1000'), bar('100'), targetQty('2'), first] as const;

  test('is in flight while something of it is unsent', () => {
    risk()
      .given(...inFlight, filled('o1', 'buy', '1', '100'))
      .when(targetQty('0'))
      .then(cancel);
    risk()
      .given(...inFlight, filled('o1', 'buy', '1', '100'), targetQty('0'))
      .when(abandoned('1'))
      .then(approved('sell', '1', 6));
  });

  test('is in flight while an order of it is open', () => {
    const second = submitted('o2', 'buy', '1', MARKET, { unsent: q('0') });
    risk()
      .given(...inFlight, second, filled('o1', 'buy', '1', '100'), targetQty('0'))
      .when(canceled('o2', '1'))
      .then(approved('sell', '1', 7));
  });

  test('reserves cash for all of it that may still fill', () => {
    const other = targetQty('10', { strategy: 1 as never });
    const short = (available: string) =>
      said('risk.denied', {
        strategy: 1 as never,
        instrument: BTC,
        signal: 6,
        denial: { code: 'INSUFFICIENT_CASH', available: usdt(available), needed: usdt('1000') },
      });
    risk()
      .given(...inFlight, filled('o1', 'buy', '0.5', '100', { remaining: '0.5' }))
      .when(other)
      .then(short('800'));
    risk()
      .given(...inFlight, canceled('o1', '1'))
      .when(other)
      .then(short('900'));
  });
});

describe('a split', () => {
  test('has what is in flight judged anew in new shares', () => {
    risk()
      .given(...holdingOne, targetQty('3', { terms: limit('90') }), submitted('o2', 'buy', '2', limit('90')))
      .when(split(2), canceled('o2', '2'))
      .then(cancel, approved('buy', '4', 5, limit('45')));
  });

  test('counts what is held, and what protects it, in new shares', () => {
    const asked = said('signal.protect', protection({ stop: '90' }));
    risk()
      .given(...holdingOne, asked, kill, split(2))
      .when(resume, targetQty('0'))
      .then(said('risk.state', { state: { status: 'ACTIVE' }, reason: 'ann: over' }), approved('sell', '2', 9));
    risk()
      .given(...holdingOne, kill, asked, split(2))
      .when(resume)
      .then(
        said('risk.state', { state: { status: 'ACTIVE' }, reason: 'ann: over' }),
        said('risk.protected', { ...protection({ stop: '45' }), signal: 6 }),
      );
  });
});
