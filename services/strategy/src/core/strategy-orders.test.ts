import { describe, expect, test } from '@jest/globals';
import type { Payload } from '@tradingbot/contracts';
import {
  abandoned,
  ALPHA,
  balance,
  bar,
  BTC,
  canceled,
  filled,
  limit,
  MANIFEST,
  MARKET,
  protection,
  q,
  said,
  specOf,
  split,
  stopAt,
  stopLimit,
  submitted,
  takeProfit,
  trailing,
  usdt,
} from '@tradingbot/testing';
import { z } from 'zod';
import type { ProtectOptions, TargetOptions } from './context.ts';
import { defineStrategy, type StrategyDefinition } from './define-strategy.ts';
import { strategyCore } from './strategy-core.ts';

type Callbacks = Partial<Omit<StrategyDefinition, 'name' | 'params'>>;
const ONE = { ...MANIFEST, catalog: { ...MANIFEST.catalog, strategies: ['alpha'] } };

function strategy(callbacks: Callbacks) {
  const definition = defineStrategy({
    name: 'alpha',
    params: z.unknown(),
    onBar: () => {},
    ...callbacks,
  });
  return specOf(() => strategyCore([{ name: 'alpha', definition, params: {} }]), ONE);
}
const logged = (message: string) => said('strategy.logged', { strategy: ALPHA, level: 'info', message });
const target = (terms: Payload<'signal.target'>['terms']) =>
  said('signal.target', { strategy: ALPHA, instrument: BTC, target: { kind: 'qty', qty: q('1') }, terms });
const wanting = (options: TargetOptions) =>
  strategy({ onBar: (ctx) => ctx.targetQty(1, options) })
    .given(balance('1000'))
    .when(bar('100'));
const protecting = (options: ProtectOptions) =>
  strategy({ onBar: (ctx) => ctx.protect(options) })
    .given(balance('1000'))
    .when(bar('100'));

describe('a target may name its order', () => {
  test.each([
    ['a stop', { stop: 110.005 }, stopAt('110')],
    ['a stop with a limit', { stopLimit: { stop: '110', limit: '111.5' } }, stopLimit('110', '111.5')],
    ['a take-profit', { takeProfit: 90 }, takeProfit('90')],
    ['a trailing stop', { trailing: 0.05 }, trailing(50_000_000)],
    ['a limit', { limit: 99 }, limit('99')],
    ['none: a market order', {}, MARKET],
  ] as const)('%s', (_, options, terms) => {
    wanting(options).then(target(terms));
  });

  test.each([
    [{ stop: 110, limit: 111 }, 'a target takes one kind of order, not limit and stop: for a bracket use ctx.protect'],
    [{ stop: 0 }, 'a stop price is above 0, not 0'],
    [{ trailing: 1 }, 'trailing takes a share of the price between 0 and 1, not 1'],
    [{ trailing: 0 }, 'trailing takes a share of the price between 0 and 1, not 0'],
  ])('%j is refused with a sentence', (options, sentence) => {
    expect(() => wanting(options).then()).toThrow(sentence);
  });
});

describe('a position may be protected', () => {
  const asked = (over: Parameters<typeof protection>[0]) => said('signal.protect', protection(over));

  test('by a stop, a trailing stop, a target, or nothing any more', () => {
    protecting({ stopLoss: 90, takeProfit: '120' }).then(asked({ stop: '90', target: '120' }));
    protecting({ trailingStop: 0.05 }).then(asked({ trailing: 50_000_000 }));
    protecting({ takeProfit: 120 }).then(asked({ target: '120' }));
    protecting({}).then(asked({}));
  });

  test('of another symbol too', () => {
    protecting({ symbol: 'ETHUSDT', stopLoss: 9 }).then(
      said('signal.protect', { ...protection({ stop: '9' }), instrument: 1 as never }),
    );
  });

  test.each([
    [{ stopLoss: 90, trailingStop: 0.1 }, 'protect takes stopLoss or trailingStop, not both'],
    [{ stopLoss: 90, takeProfit: 90 }, 'protect takes a takeProfit above its stopLoss, not 90 and 90'],
    [{ takeProfit: -1 }, 'a take-profit price is above 0, not -1'],
  ])('but not by %j', (options, sentence) => {
    expect(() => protecting(options).then()).toThrow(sentence);
  });

  test('only after the warm-up', () => {
    strategy({ warmup: () => 2, onBar: (ctx) => ctx.protect({ stopLoss: 90 }) })
      .given(balance('1000'))
      .when(bar('100'))
      .then();
  });
});

describe('fills', () => {
  const telling = strategy({ onFill: (ctx, fill) => ctx.log(`${fill.reason}: ${fill.fee} from ${fill.feeAsset}`) });
  const guard = { group: 'g' };

  test('say what their order was for', () => {
    const held = [balance('1000'), submitted('o1', 'buy', '3'), filled('o1', 'buy', '3', '100')] as const;
    telling
      .given(
        ...held,
        submitted('s1', 'sell', '1', stopAt('90'), guard),
        submitted('s2', 'sell', '1', trailing(1_000_000), guard),
        submitted('t1', 'sell', '1', limit('120'), guard),
      )
      .when(
        filled('s1', 'sell', '1', '90'),
        filled('s2', 'sell', '1', '90'),
        filled('t1', 'sell', '1', '120', { fee: '0.12' }),
      )
      .then(logged('stop: 0 from USDT'), logged('stop: 0 from USDT'), logged('take-profit: 0.12 from USDT'));
  });

  test('say what a fee in another asset is worth', () => {
    const fill = filled('o1', 'buy', '2', '100');
    telling
      .given(balance('1000'), submitted('o1', 'buy', '2'))
      .when({ ...fill, payload: { ...fill.payload, feeAsset: 'BTC', fee: 200_000 as never } })
      .then(logged('target: 0.2 from BTC'));
  });
});

describe('what is on order', () => {
  const asking = strategy({ onBar: (ctx) => ctx.log(`${ctx.book.hasOpenOrder()} ${ctx.book.isFlat()}`) });

  test('counts what is still to be sent, until it is given up', () => {
    const sent = [balance('1000'), submitted('o1', 'buy', '1', MARKET, { unsent: q('1') })] as const;
    asking
      .given(...sent, canceled('o1', '1', 'EXPIRED'))
      .when(bar('100'), abandoned('1', 'REQUESTED'), bar('100', 2))
      .then(logged('true false'), logged('false true'));
  });

  test('does not count what protects a position', () => {
    asking
      .given(balance('1000'), submitted('s1', 'sell', '1', stopAt('90'), { group: 'g' }))
      .when(bar('100'))
      .then(logged('false true'));
  });
});

describe('longer bars', () => {
  const twice = strategy({
    timeframes: () => ['4h', '2h'],
    warmup: () => 3,
    onBar: (ctx, b) => {
      ctx.log(`${b.timeframe} ${b.open}-${b.close}`);
      ctx.targetQty(1);
    },
  });

  test('are shown after the bar that completes them, the shorter first, and count for no warm-up', () => {
    twice
      .given(balance('1000'), bar('1', 1), bar('2', 2))
      .when(bar('3', 3), bar('4', 4))
      .then(
        logged('1h 3-3'),
        target(MARKET),
        logged('1h 4-4'),
        target(MARKET),
        logged('2h 3-4'),
        target(MARKET),
        logged('4h 1-4'),
        target(MARKET),
      );
  });

  test.each(['30m', '90m', '1h'])('that are no multiple of the run: %s', (name) => {
    const spoken = strategy({ timeframes: () => [name] }).given(balance('1'));
    expect(() => spoken.when(bar('1')).then()).toThrow(
      `strategy alpha: timeframes on BTCUSDT threw StrategyUsageError: a longer bar is a multiple of the run's 1h, not ${name}`,
    );
  });

  test('that are none', () => {
    expect(() =>
      strategy({ timeframes: () => ['4'] })
        .given()
        .when(bar('1'))
        .then(),
    ).toThrow('timeframes: "4" is no timeframe, expected one like "4h" or "1d"');
  });
});

describe('a split', () => {
  test('is told with its ratio; what is held and what a longer bar has so far is counted in new shares', () => {
    strategy({
      timeframes: () => ['2h'],
      onBar: (ctx, b) => ctx.log(`${b.timeframe} ${b.open}`),
      onSplit: (ctx, { symbol, ratio }) => ctx.log(`${symbol} ${ratio}: ${ctx.book.qty()}`),
    })
      .given(balance('1000'), submitted('o1', 'buy', '3'), filled('o1', 'buy', '3', '100'), bar('90', 1))
      .when(split(3, 2), bar('61', 2))
      .then(logged('BTCUSDT 1.5: 4.5'), logged('1h 61'), logged('2h 60'));
  });

  test('a dividend is cash', () => {
    strategy({ onBar: (ctx) => ctx.log(`${ctx.book.cash}`) })
      .given(balance('1000'), submitted('o1', 'buy', '3'), filled('o1', 'buy', '3', '100'))
      .when(said('md.dividend', { instrument: BTC, perShare: usdt('2') }), bar('90', 1))
      .then(logged('706'));
  });
});
