import { describe, expect, test } from '@jest/globals';
import type { Payload } from '@tradingbot/contracts';
import { weight } from '@tradingbot/domain';
import {
  ALPHA,
  anyStrategy,
  balance,
  bar,
  BTC,
  ETH,
  filled,
  hour,
  limit,
  MANIFEST,
  MARKET,
  q,
  said,
  specOf,
  submitted,
  usdt,
  rules,
} from '@tradingbot/testing';
import { OPEN_ORDERS, statedOrders, type OpenOrders } from '@tradingbot/portfolio';
import { z } from 'zod';
import type { Bar, Denied, Fill, StrategyContext, Timer } from './context.ts';
import { defineStrategy } from './define-strategy.ts';
import { strategyCore } from './strategy-core.ts';

type Context = StrategyContext<unknown, { seen: number }>;
interface Callbacks {
  warmup?: () => number;
  onBar?: (ctx: Context, bar: Bar) => void;
  onFill?: (ctx: Context, fill: Fill) => void;
  onDenied?: (ctx: Context, denied: Denied) => void;
  onTimer?: (ctx: Context, timer: Timer) => void;
}
const ONE = { ...MANIFEST, catalog: { ...MANIFEST.catalog, strategies: ['alpha'] } };

function strategy(callbacks: Callbacks, params: unknown = {}) {
  const definition = anyStrategy(
    defineStrategy({ name: 'alpha', params: z.unknown(), init: () => ({ seen: 0 }), onBar: () => {}, ...callbacks }),
  );
  return specOf(() => strategyCore([{ name: 'alpha', definition, params }]), ONE);
}
const target = (
  to: Payload<'signal.target'>['target'],
  terms: Payload<'signal.target'>['terms'] = MARKET,
  instrument = BTC,
) => said('signal.target', { strategy: ALPHA, instrument, target: to, terms });
const logged = (message: string, level: 'debug' | 'info' | 'warn' = 'info') =>
  said('strategy.logged', { strategy: ALPHA, level, message });
const tick = (hours: number) => said('clock.tick', {}, hour(hours));

describe('a strategy', () => {
  test('sees each closed bar as plain numbers', () => {
    strategy({ onBar: (ctx, b) => ctx.log(JSON.stringify([b, ctx.time, ctx.symbol])) })
      .given(balance('1000'))
      .when(bar('100.5', 2, { open: '99', high: '101', low: '98.25' }))
      .then(
        logged(
          JSON.stringify([
            {
              symbol: 'BTCUSDT',
              openTime: hour(1),
              closeTime: hour(2),
              timeframe: '1h',
              open: 99,
              high: 101,
              low: 98.25,
              close: 100.5,
              volume: 1,
            },
            hour(2),
            'BTCUSDT',
          ]),
        ),
      );
  });

  test('says what it wants to hold as a weight or an exact quantity, at market or at a limit', () => {
    strategy({
      onBar: (ctx) => {
        ctx.targetWeight(0.25);
        ctx.targetQty('1.23456');
        ctx.targetQty(0.1, { limit: '99.95' });
        ctx.targetQty(2, { symbol: 'ETHUSDT' });
      },
    })
      .given()
      .when(bar('100'))
      .then(
        target({ kind: 'weight', weight: weight(250_000_000) }),
        target({ kind: 'qty', qty: q('1.23456') }),
        target({ kind: 'qty', qty: q('0.1') }, limit('99.95')),
        target({ kind: 'qty', qty: q('2') }, MARKET, ETH),
      );
  });

  test('may use numbers as arithmetic gives them: what is finer than the scale is cut off', () => {
    strategy({
      onBar: (ctx, b) => {
        ctx.targetQty(b.close / 3);
        ctx.targetQty(0.29, { limit: b.close * 0.999 });
      },
    })
      .given()
      .when(bar('100.33'))
      .then(target({ kind: 'qty', qty: q('33.44333') }), target({ kind: 'qty', qty: q('0.29') }, limit('100.22')));
  });

  test('may not act on a symbol before its warm-up is over, and may from that very bar on', () => {
    const acting = strategy({ warmup: () => 2, onBar: (ctx) => ctx.targetQty(1) });
    const wants = target({ kind: 'qty', qty: q('1') });
    acting.given().when(bar('100'), bar('100', 2), bar('100', 3)).then(wants, wants);
    acting
      .given(bar('100'), bar('100', 2))
      .when(bar('5', 2, { instrument: ETH }))
      .then();
  });

  test('keeps a state for each symbol', () => {
    strategy({ onBar: (ctx) => ctx.log(`${(ctx.state.seen += 1)} ${ctx.stateOf('ETHUSDT').seen}`) })
      .given(bar('100'), bar('100', 2))
      .when(bar('5', 2, { instrument: ETH }), bar('100', 3))
      .then(logged('1 1'), logged('3 1'));
  });

  test('sees its fills, its denials and its book', () => {
    const told = strategy({
      onFill: (ctx, fill) =>
        ctx.log(JSON.stringify([fill, ctx.book.qty(), ctx.book.averagePrice(), ctx.book.cash, ctx.book.equity])),
      onDenied: (ctx, denied) => ctx.log(JSON.stringify(denied), 'warn'),
    });
    told
      .given(balance('1000'), bar('110'), submitted('o1', 'buy', '2'))
      .when(filled('o1', 'buy', '1', '100', { remaining: '1', fee: '0.5' }))
      .then(
        logged(
          JSON.stringify([
            {
              symbol: 'BTCUSDT',
              side: 'buy',
              qty: 1,
              price: 100,
              fee: 0.5,
              feeAsset: 'USDT',
              remaining: 1,
              reason: 'target',
            },
            1,
            100,
            899.5,
            1009.5,
          ]),
        ),
      );
    told
      .given(balance('1000'))
      .when(said('risk.denied', { strategy: ALPHA, instrument: BTC, signal: 1, denial: { code: 'NO_PRICE' } }))
      .then(logged('{"symbol":"BTCUSDT","code":"NO_PRICE"}', 'warn'));
  });

  test('counts less than a lot as nothing: it cannot be sold', () => {
    const asking = strategy({ onBar: (ctx) => ctx.log(`${ctx.book.holds()} ${ctx.book.isFlat()}`) });
    const bought = (quantity: string) =>
      [submitted('o1', 'buy', quantity), filled('o1', 'buy', quantity, '100')] as const;
    const lot = rules({ lot: '0.01' });
    asking
      .given(balance('1000'), lot, ...bought('0.009'))
      .when(bar('100'))
      .then(logged('false true'));
    asking
      .given(balance('1000'), lot, ...bought('0.01'))
      .when(bar('100'))
      .then(logged('true false'));
  });

  test('knows whether it is flat: nothing held and nothing on order', () => {
    const flat = strategy({
      onBar: (ctx) => ctx.log(`${ctx.book.isFlat()} ${ctx.book.hasOpenOrder()} ${ctx.book.lastPrice()}`),
    });
    const order = submitted('o1', 'buy', '1');
    flat.given(balance('1000')).when(bar('100')).then(logged('true false 100'));
    flat.given(balance('1000'), order).when(bar('100')).then(logged('false true 100'));
    flat
      .given(balance('1000'), order, filled('o1', 'buy', '1', '100'))
      .when(bar('100'))
      .then(logged('false false 100'));
    flat
      .given(balance('1000'), order, said('order.rejected', { orderId: 'o1', instrument: BTC, code: 'NOT_ON_LOT' }))
      .when(bar('100'))
      .then(logged('true false 100'));
  });

  test('wants nothing any more once the run is ending, though it still hears of its fills', () => {
    strategy({
      onFill: (ctx) => {
        ctx.log('filled');
        ctx.targetQty(5);
      },
    })
      .given(balance('1000'), bar('100'), submitted('o1', 'buy', '1'))
      .when(said('run.ending', { closePositions: true, reason: 'end of data' }), filled('o1', 'buy', '1', '100'))
      .then(logged('filled'));
  });

  test('is woken by its timers once, at the first tick not before their time', () => {
    const timed = strategy({
      onBar: (ctx) => ctx.setTimer('x', ctx.time + 1),
      onTimer: (ctx, timer) => ctx.log(`${timer.name} ${timer.symbol} ${ctx.time === hour(3)}`),
    });
    timed
      .given(bar('100', 1))
      .when(said('clock.tick', {}, hour(1)), tick(3), tick(4))
      .then(logged('x BTCUSDT true'));
  });

  test('draws the same random numbers from the same seed, and goes on drawing after a restart', () => {
    const draws: number[] = [];
    const drawing = strategy({ onBar: (ctx) => void draws.push(ctx.random()) });
    drawing.given(bar('1')).when(bar('1', 2)).then();
    drawing.given(bar('1')).when(bar('1', 2)).then();
    expect(draws.slice(0, 2)).toEqual(draws.slice(2));
    expect(draws[0]).not.toBe(draws[1]);
  });
});

test('a strategy that answers its own denial without end is stopped', () => {
  const denial = said('risk.denied', { strategy: ALPHA, instrument: BTC, signal: 1, denial: { code: 'NO_PRICE' } });
  const stubborn = strategy({ onDenied: (ctx) => ctx.targetQty(1) }).given(bar('100'));
  const again = Array.from({ length: 201 }, () => denial);
  expect(() => stubborn.when(...again).then()).toThrow('more than 100 targets for each symbol at one instant');
  stubborn.when(...again.slice(0, 200)).then(...again.slice(0, 200).map(() => target({ kind: 'qty', qty: q('1') })));
});

describe('a strategy is stopped with a plain sentence when it', () => {
  const failing = (onBar: (ctx: Context) => unknown) => () =>
    strategy({ onBar: onBar }).given().when(bar('100')).then();

  test.each([
    [
      'throws',
      () => {
        throw new RangeError('bad luck');
      },
      'strategy alpha: onBar on BTCUSDT threw RangeError: bad luck',
    ],
    [
      'asks to be short',
      (ctx: Context) => ctx.targetQty(-1),
      'targetQty takes 0 or more, not -1 (long-only spot and cash equities: shorting, margin and futures are refused)',
    ],
    [
      'asks for leverage',
      (ctx: Context) => ctx.targetWeight(1.5),
      'targetWeight takes 0 to 1, not 1.5 (long-only spot and cash equities: shorting, margin and futures are refused)',
    ],
    ['wants NaN', (ctx: Context) => ctx.targetWeight(NaN), 'targetWeight takes 0 to 1, not NaN'],
    [
      'is finer than the scale',
      (ctx: Context) => ctx.targetQty('0.000001'),
      'targetQty: "0.000001" has 6 decimals, the scale allows 5',
    ],
    [
      'names an unknown symbol',
      (ctx: Context) => ctx.targetQty(1, { symbol: 'XRP' }),
      '"XRP" is not a symbol of this run (BTCUSDT, ETHUSDT)',
    ],
    ['sets a limit of nothing', (ctx: Context) => ctx.targetQty(1, { limit: 0 }), 'a limit price is above 0, not 0'],
    [
      'sets a timer in the past',
      (ctx: Context) => ctx.setTimer('t', ctx.time),
      'setTimer("t") takes a time after ctx.time',
    ],
    [
      'waits',
      async () => {
        await Promise.resolve();
      },
      'returned a promise: strategies decide at once',
    ],
  ])('%s', (_, onBar, sentence) => {
    expect(failing(onBar)).toThrow(sentence);
  });
});

describe('a journal that goes on from another', () => {
  const held = said('run.position', {
    strategy: ALPHA,
    instrument: BTC,
    qty: q('2'),
    costBasis: usdt('210'),
    realizedPnl: usdt('0'),
    fees: usdt('0'),
  });
  const openOrders = (...orders: OpenOrders) =>
    said('run.carried', { core: OPEN_ORDERS, state: statedOrders(orders) as never });
  const resting = {
    orderId: 'o7',
    strategy: ALPHA,
    instrument: BTC,
    side: 'sell',
    terms: limit('120'),
    group: '',
    unsent: q('0'),
    remaining: q('2'),
    status: 'accepted',
  } as const;

  test('a strategy knows what it holds; until there is a price it is worth what it cost', () => {
    strategy({
      onTimer: () => {},
      onBar: (ctx) => ctx.log(`${ctx.book.qty()} at ${ctx.book.averagePrice()}, ${ctx.book.equity}`),
    })
      .given(balance('1000'), held)
      .when(said('md.bar', { ...bar('50', 2).payload, instrument: ETH }, hour(2)), bar('100', 3))
      .then(logged('0 at 0, 1210'), logged('2 at 105, 1200'));
  });

  test('a strategy that begins anew knows its open orders, and is told of their fills', () => {
    strategy({
      onBar: (ctx) => ctx.log(`open: ${ctx.book.hasOpenOrder()}`),
      onFill: (ctx, fill) => ctx.log(`${fill.side} ${fill.qty} of ${ctx.book.qty() + fill.qty}`),
    })
      .given(balance('1000'), held, openOrders(resting))
      .when(bar('100', 2), filled('o7', 'sell', '2', '120'), bar('100', 3))
      .then(logged('open: true'), logged('sell 2 of 2'), logged('open: false'));
  });
});
