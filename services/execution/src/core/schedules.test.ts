import { describe, test } from '@jest/globals';
import type { Payload } from '@tradingbot/contracts';
import { micros, type Micros } from '@tradingbot/domain';
import {
  abandoned,
  ALPHA,
  balance,
  bar,
  BTC,
  cancel,
  hour,
  HOUR,
  limit,
  MARKET,
  px,
  q,
  rules,
  said,
  specOf,
  stopAt,
  submitted,
  usdt,
} from '@tradingbot/testing';
import { executionCore } from './execution-core.ts';
import { WHOLE_AT_ONCE, type ExecutionSettings } from './execution-settings.ts';

const SECOND = 1_000_000;
const execution = (over: Partial<ExecutionSettings>) =>
  specOf(() => executionCore({ ...WHOLE_AT_ONCE, equityInterval: micros(24 * HOUR), ...over }));
const approved = (quantity: string, over: Partial<Payload<'risk.approved'>> = {}) =>
  said('risk.approved', {
    strategy: ALPHA,
    instrument: BTC,
    side: 'buy',
    qty: q(quantity),
    terms: MARKET,
    signal: 1,
    ...over,
  });
/** An order of the approval at position 3. */
const order = (
  id: string,
  quantity: string,
  unsent: string,
  over: { terms?: Payload<'order.submitted'>['terms']; side?: 'buy' | 'sell' } & Partial<
    Payload<'order.submitted'>
  > = {},
) => submitted(id, over.side ?? 'buy', quantity, over.terms ?? MARKET, { approval: 3, unsent: q(unsent), ...over });
const after = (seconds: number): Micros => micros(hour(1) + seconds * SECOND);
const tick = (seconds: number) => said('clock.tick', {}, after(seconds));
const cancelRequested = (orderId: string) => said('order.cancel-requested', { orderId, instrument: BTC });
/** Positions 1 and 2: cash, and a last price of 100 at the close of an hourly bar. */
const market = [balance('100000'), bar('100')] as const;
/** Market, then a rule set at position 3: approvals come at position 4. */
const ruled = (over: Parameters<typeof rules>[0]) => [...market, rules(over)] as const;
const THREE: ExecutionSettings['profile'] = { kind: 'vwap', slices: [333_333_333, 333_333_333, 333_333_334] };
const twap = (parts: number, seconds = 600) =>
  ({ threshold: usdt('10000'), algo: 'twap', parts, interval: micros(seconds * SECOND) }) as const;

describe('slices of a bar', () => {
  test('are sent at equal distances over the bar that begins now, and the last takes the rest', () => {
    const sliced = execution({ profile: THREE }).given(...market);
    sliced.when(approved('1')).then(order('o3.1', '0.33333', '0.66667'));
    sliced
      .when(approved('1'), tick(1199), tick(1200), tick(2400), tick(3600))
      .then(order('o3.1', '0.33333', '0.66667'), order('o3.2', '0.33333', '0.33334'), order('o3.3', '0.33334', '0'));
  });

  test('that are due together are sent together', () => {
    execution({ profile: THREE })
      .given(...market, approved('1'))
      .when(tick(3000))
      .then(order('o3.2', '0.33333', '0.33334'), order('o3.3', '0.33334', '0'));
  });

  test('follow the shares that are stated, cut to the lot', () => {
    execution({ profile: { kind: 'vwap', slices: [500_000_000, 250_000_000, 250_000_000] } })
      .given(...ruled({ lot: '0.1' }))
      .when(approved('1.1'), tick(1200), tick(2400))
      .then(
        order('o4.1', '0.5', '0.6', { approval: 4 }),
        order('o4.2', '0.2', '0.4', { approval: 4 }),
        order('o4.3', '0.4', '0', { approval: 4 }),
      );
  });

  test('are over the timeframe that decisions are made at, when one is stated', () => {
    execution({ profile: THREE, step: micros(4 * HOUR) as never })
      .given(...market, approved('1'))
      .when(tick(4799), tick(4800))
      .then(order('o3.2', '0.33333', '0.33334'));
  });

  test('that the venue would not take join the next one', () => {
    execution({ profile: THREE })
      .given(...ruled({ minQty: '0.5' }))
      .when(approved('1'), tick(1200), tick(2400))
      .then(order('o4.1', '0.66666', '0.33334', { approval: 4 }), abandoned('0.33334', 'BELOW_MINIMUM', 4));
    execution({ profile: THREE })
      .given(...ruled({ minNotional: '50' }))
      .when(approved('1'), tick(1200), tick(2400))
      .then(order('o4.1', '0.66666', '0.33334', { approval: 4 }), abandoned('0.33334', 'BELOW_MINIMUM', 4));
  });

  test('are market orders only: an approval with terms of its own is one order with these', () => {
    execution({ profile: THREE })
      .given(...market)
      .when(approved('1', { terms: stopAt('110') }))
      .then(order('o3', '1', '0', { terms: stopAt('110') }));
  });

  test('that are still to come are given up when the approval is canceled, and at the end of the run', () => {
    const begun = execution({ profile: THREE }).given(...market, approved('1'));
    const canceled = [cancelRequested('o3.1'), abandoned('0.66667', 'REQUESTED', 3)] as const;
    begun.when(cancel, tick(1200)).then(...canceled);
    begun.when(said('run.ending', { closePositions: false, reason: 'end of data' }), tick(1200)).then(...canceled);
  });
});

test('nothing is sent while trading is halted; what has come due meanwhile is sent afterwards', () => {
  const state = (status: 'HALTED' | 'ACTIVE') => said('risk.state', { state: { status }, reason: '' });
  execution({ profile: THREE })
    .given(...market, approved('1', { side: 'sell' }))
    .when(state('HALTED'), tick(1200), state('ACTIVE'))
    .then(order('o3.2', '0.33333', '0.33334', { side: 'sell' }));
});

describe('a limit at the middle', () => {
  const atMid = (bps: number) => execution({ profile: { kind: 'limit-mid', offsetPpb: bps * 100_000 } });

  test('lies so far beyond the last price, an aggressive buy above it and an aggressive sell below it', () => {
    atMid(10)
      .given(...market)
      .when(approved('1'))
      .then(order('o3', '1', '0', { terms: limit('100.1') }));
    atMid(10)
      .given(...market)
      .when(approved('1', { side: 'sell' }))
      .then(order('o3', '1', '0', { side: 'sell', terms: limit('99.9') }));
    atMid(-10)
      .given(...market)
      .when(approved('1'))
      .then(order('o3', '1', '0', { terms: limit('99.9') }));
  });

  test('is brought onto the tick inward', () => {
    atMid(7)
      .given(...ruled({ tick: '0.05' }))
      .when(approved('1'))
      .then(order('o4', '1', '0', { approval: 4, terms: limit('100.05') }));
    atMid(7)
      .given(...ruled({ tick: '0.05' }))
      .when(approved('1', { side: 'sell' }))
      .then(order('o4', '1', '0', { approval: 4, side: 'sell', terms: limit('99.95') }));
  });
});

describe('how long an order is good', () => {
  test('a time in force is of limit orders', () => {
    const ioc = execution({ timeInForce: 'IOC' }).given(...market);
    ioc
      .when(approved('1', { terms: limit('99') }))
      .then(order('o3', '1', '0', { terms: limit('99'), timeInForce: 'IOC' }));
    ioc.when(approved('1')).then(order('o3', '1', '0'));
  });

  test('every order expires so many steps after its approval', () => {
    execution({ ttlSteps: 2 })
      .given(...market)
      .when(approved('1'))
      .then(order('o3', '1', '0', { expiresAt: hour(3) }));
  });

  test('what is not sent by then is given up', () => {
    execution({ ttlSteps: 1, largeOrders: twap(3, 3600) })
      .given(...market)
      .when(approved('300'), tick(3600))
      .then(order('o3.1', '100', '200', { expiresAt: hour(2) }), abandoned('200', 'NO_LIQUIDITY', 3));
  });
});

describe('a large order', () => {
  test('is one that is worth the threshold', () => {
    const large = execution({ largeOrders: twap(2) }).given(...market);
    large.when(approved('99.99')).then(order('o3', '99.99', '0'));
    large.when(approved('100')).then(order('o3.1', '50', '50'));
  });

  test('goes out in equal parts at an interval, the last with the rest', () => {
    execution({ largeOrders: twap(3) })
      .given(...ruled({ lot: '1' }))
      .when(approved('100'), tick(600), tick(1200))
      .then(
        order('o4.1', '33', '67', { approval: 4 }),
        order('o4.2', '33', '34', { approval: 4 }),
        order('o4.3', '34', '0', { approval: 4 }),
      );
  });

  test('is left alone where orders are limits at the middle', () => {
    execution({ profile: { kind: 'limit-mid', offsetPpb: 0 }, largeOrders: twap(2) })
      .given(...market)
      .when(approved('100'))
      .then(order('o3', '100', '0', { terms: limit('100') }));
  });

  const pov = (share: number, least: string) =>
    execution({
      largeOrders: {
        threshold: usdt('1000'),
        algo: 'pov',
        participationPpb: share,
        interval: micros(900 * SECOND),
        minChildNotional: usdt(least),
      },
    });
  const volume = (at: number, traded: number) => ({
    ...bar('100', at),
    payload: { ...bar('100', at).payload, volume: traded },
  });

  test('may follow a share of the volume of the last bars until all is sent', () => {
    // A mean of 200 an hour: 50 in a quarter, of which a tenth.
    pov(100_000_000, '0')
      .given(balance('100000'), volume(1, 100), volume(1, 300))
      .when(approved('12'), tick(900), tick(1800), tick(2700))
      .then(
        order('o4.1', '5', '7', { approval: 4 }),
        order('o4.2', '5', '2', { approval: 4 }),
        order('o4.3', '2', '0', { approval: 4 }),
      );
  });

  test('sends at least what the settings say', () => {
    pov(100_000_000, '800')
      .given(balance('100000'), volume(1, 0))
      .when(approved('12'), tick(900))
      .then(order('o3.1', '8', '4'), order('o3.2', '4', '0'));
  });

  test('is given up where nothing is traded and no least is stated', () => {
    pov(100_000_000, '0')
      .given(balance('100000'), volume(1, 0))
      .when(approved('12'))
      .then(abandoned('12', 'NO_LIQUIDITY', 3));
  });
});

test('an order larger than the venue takes goes out in equal ones', () => {
  execution({})
    .given(...ruled({ maxQty: '4', lot: '0.1' }))
    .when(approved('10', { side: 'sell' }))
    .then(
      order('o4.1', '3.4', '6.6', { approval: 4, side: 'sell' }),
      order('o4.2', '3.4', '3.2', { approval: 4, side: 'sell' }),
      order('o4.3', '3.2', '0', { approval: 4, side: 'sell' }),
    );
});

test('the price of a limit is a price of the instrument', () => {
  execution({ profile: { kind: 'limit-mid', offsetPpb: -999_999_999 } })
    .given(...market)
    .when(approved('1'))
    .then(order('o3', '1', '0', { terms: { type: 'limit', limitPrice: px('0.01') } }));
});
