import { describe, expect, test } from '@jest/globals';
import { ALPHA, balance, BETA, BTC, ETH, limit, q, rules, said, stopAt, takeProfit, usdt } from '@tradingbot/testing';
import { closes, during, minute, opens, order, reports, story } from '../testing/venue-story.ts';
import { feelessVenue, plainVenue } from './plain-venue.ts';

const FREE = feelessVenue(2);
const rich = balance('100000');
const ending = said('run.ending', { closePositions: true, reason: 'end of data' });
const cancel = (orderId: string) => said('order.cancel-requested', { orderId, instrument: BTC });

describe('market orders', () => {
  test('are accepted, and wait for the next open', () => {
    expect(story(FREE, [rich, ...during(0, '90 90 90 90'), order('o1 buy 1')])).toEqual(['o1 accepted']);
    expect(story(FREE, [rich, closes(0, '90 90 90 90'), order('o1 buy 1'), opens(1, '100 110 90 105')])).toEqual([
      'o1 accepted',
      'o1 buys 1 at 100, at 1:00:00',
    ]);
  });

  test('fill at once while a known bar runs, at the price that the model gives', () => {
    expect(story(FREE, [rich, opens(0, '100 110 90 105'), order('o1 buy 1', undefined, { at: minute(10) })])).toEqual([
      'o1 accepted',
      'o1 buys 1 at 100, at 0:10:00',
    ]);
  });

  test('report every figure of a fill', () => {
    const costly = plainVenue(2, { takerBps: 10, slippageBps: 5 });
    const events = [rich, order('o1 buy 0.33333'), opens(1, '100.01 101 99 100')];
    expect(reports(costly, events)[1]).toEqual({
      type: 'order.filled',
      payload: {
        orderId: 'o1',
        tradeId: 'o1.1',
        instrument: BTC,
        side: 'buy',
        price: 10_007,
        qty: q('0.33333'),
        remaining: 0,
        fee: usdt('0.03335634'),
        feeAsset: 'USDT',
        liquidity: 'taker',
        filledAt: minute(60),
        reference: 10_001,
        slippage: usdt('0.0199998'),
        spread: 0,
        delay: 0,
      },
    });
  });

  test('slip against the trader, a buy up and a sell down', () => {
    const slipping = plainVenue(2, { slippageBps: 5 });
    const events = [
      rich,
      order('o1 buy 1'),
      opens(1, '100.01 101 99 100'),
      order('o2 sell 1'),
      opens(2, '100.01 101 99 100'),
    ];
    expect(story(slipping, events)).toEqual([
      'o1 accepted',
      'o1 buys 1 at 100.07, market 100.01, slippage 0.06, at 1:00:00',
      'o2 accepted',
      'o2 sells 1 at 99.95, market 100.01, slippage 0.06, at 1:00:00',
    ]);
  });

  test.each([
    ['its range is known and clipping is on', { clip: true }, true, '100.02'],
    ['not when clipping is off', { clip: false }, true, '100.05'],
    ['not when its range is not known', { clip: true }, false, '100.05'],
  ])('fill inside the bar: %s', (_, over, known, at) => {
    const slipping = plainVenue(2, { slippageBps: 5, ...over });
    const [, fill] = story(slipping, [rich, order('o1 buy 1'), opens(1, '100 100.02 99 100', { known })]);
    expect(fill).toContain(`at ${at}, market 100`);
  });

  test('fill only what the cash can pay, fee included; the rest is canceled', () => {
    const costly = plainVenue(2, { takerBps: 100 });
    const events = [balance('100'), rules({ lot: '0.1' }), order('o1 buy 2'), opens(1, '100 100 100 100')];
    expect(story(costly, events)).toEqual([
      'o1 accepted',
      'o1 buys 0.9 at 100, fee 0.9 USDT, at 1:00:00, 1.1 left',
      'o1 canceled INSUFFICIENT_BALANCE, 1.1 left',
    ]);
    expect(story(FREE, [balance('0'), order('o1 buy 1'), opens(1, '100 100 100 100')])).toEqual([
      'o1 accepted',
      'o1 canceled INSUFFICIENT_BALANCE, 1 left',
    ]);
  });

  test('fill in the order in which they came', () => {
    const events = [rich, order('o1 buy 1'), order('o2 buy 2'), opens(1, '100 100 100 100')];
    expect(story(FREE, events).slice(2)).toEqual(['o1 buys 1 at 100, at 1:00:00', 'o2 buys 2 at 100, at 1:00:00']);
  });
});

describe('limit orders', () => {
  const resting = [rich, order('o1 buy 1', limit('95'))];

  test('fill at the open when it is already through the limit, at the better price', () => {
    expect(story(FREE, [...resting, opens(1, '94 94 94 94')]).at(-1)).toBe('o1 buys 1 at 94, at 1:00:00');
  });

  test('never fill worse than their limit, whatever the slippage', () => {
    const slipping = plainVenue(2, { slippageBps: 500 });
    expect(story(slipping, [...resting, opens(1, '94 99 90 94')]).at(-1)).toBe(
      'o1 buys 1 at 95, market 94, slippage 1, at 1:00:00',
    );
  });

  test('fill at their limit as maker when the bar trades through it', () => {
    const costly = plainVenue(2, { makerBps: 10, slippageBps: 500 });
    expect(story(costly, [...resting, ...during(1, '100 100 94.99 98')]).slice(1)).toEqual([
      'o1 buys 1 at 95, maker, fee 0.095 USDT, at 2:00:00',
    ]);
    const held = [rich, order('o1 buy 1'), ...during(0, '100 100 100 100')];
    expect(story(FREE, [...held, order('o2 sell 1', limit('110')), ...during(1, '100 110.01 98 98')]).at(-1)).toBe(
      'o2 sells 1 at 110, maker, at 2:00:00',
    );
  });

  test('do not fill on a touch', () => {
    expect(story(FREE, [...resting, ...during(1, '100 100 95 98')])).toEqual(['o1 accepted']);
  });

  test('rest from bar to bar until they fill', () => {
    const events = [...resting, ...during(1, '100 100 99 100'), ...during(2, '100 100 90 96')];
    expect(story(FREE, events)).toEqual(['o1 accepted', 'o1 buys 1 at 95, maker, at 3:00:00']);
  });

  test.each([
    [20, 'o1 buys 1 at 95, maker, at 1:00:00'],
    [21, 'o1 accepted'],
  ])('placed in minute %i of an hour count its good extreme in the first third alone', (at, last) => {
    const bar = '100 100 90 98';
    expect(story(FREE, [rich, ...during(0, bar, order('o1 buy 1', limit('95'), { at: minute(at) }))]).at(-1)).toBe(
      last,
    );
  });

  test('placed late in a bar still count its close', () => {
    const bar = '100 100 90 94';
    expect(story(FREE, [rich, ...during(0, bar, order('o1 buy 1', limit('95'), { at: minute(59) }))]).at(-1)).toBe(
      'o1 buys 1 at 95, maker, at 1:00:00',
    );
  });

  test('that rested pay at a later open what the market moved since they were handed over', () => {
    const events = [rich, order('o1 buy 1', limit('95')), ...during(1, '100 100 99 100'), opens(2, '94 95 90 94')];
    expect(story(FREE, events).at(-1)).toBe('o1 buys 1 at 94, delay -6, at 2:00:00');
  });
});

describe('cancels and refusals', () => {
  test('an order is canceled on request, and never fills after that', () => {
    expect(story(FREE, [rich, order('o1 buy 1'), cancel('o1'), opens(1, '100 100 100 100')])).toEqual([
      'o1 accepted',
      'o1 canceled REQUESTED, 1 left',
    ]);
  });

  test('a cancel of an order that is gone is not answered again', () => {
    const events = [rich, order('o1 buy 1'), opens(1, '100 100 100 100'), cancel('o1')];
    expect(story(FREE, events)).toHaveLength(2);
  });

  test('a sell of more than its strategy holds is rejected, whatever others hold', () => {
    const position = (strategy: typeof ALPHA, quantity: string) =>
      said('run.position', {
        strategy,
        instrument: BTC,
        qty: q(quantity),
        costBasis: usdt('200'),
        realizedPnl: usdt('0'),
        fees: usdt('0'),
      });
    const events = [rich, position(ALPHA, '2'), position(BETA, '3'), order('o1 sell 2'), order('o2 sell 2.5')];
    expect(story(FREE, events)).toEqual(['o1 accepted', 'o2 rejected INSUFFICIENT_BALANCE']);
  });

  test('a sell whose holding went to another order on the way ends', () => {
    const events = [
      rich,
      order('o1 buy 1'),
      opens(0, '100 100 100 100'),
      order('o2 sell 1', limit('110')),
      order('o3 sell 0.6', takeProfit('110')),
      opens(1, '120 120 120 120'),
    ];
    expect(story(FREE, events).slice(2)).toEqual([
      'o2 accepted',
      'o3 accepted',
      'o2 sells 1 at 120, delay -20, at 1:00:00',
      'o3 triggered at 120',
      'o3 canceled INSUFFICIENT_BALANCE, 0.6 left',
    ]);
  });
});

describe('the end of a run', () => {
  test('a market order after the last bar fills at the last close, with fee and slippage, not clipped', () => {
    const costly = plainVenue(2, { takerBps: 10, slippageBps: 10 });
    const events = [rich, order('o1 buy 1'), ...during(1, '100 200 100 200'), ending, order('o2 sell 1')];
    expect(story(costly, events).slice(2)).toEqual([
      'o2 accepted',
      'o2 sells 1 at 199.8, market 200, fee 0.1998 USDT, slippage 0.2, at 2:00:00',
    ]);
  });

  test('other orders come to rest', () => {
    const events = [
      rich,
      ...during(1, '100 100 100 100'),
      ending,
      order('o1 buy 1', limit('110')),
      order('o2 buy 1', stopAt('90')),
    ];
    expect(story(FREE, events)).toEqual(['o1 accepted', 'o2 accepted']);
  });
});

describe('time in force', () => {
  test.each([
    ['IOC', 'o1 canceled IMMEDIATE_OR_CANCEL, 1 left'],
    ['FOK', 'o1 canceled FILL_OR_KILL, 1 left'],
  ] as const)('%s ends on arrival in the first bar when the market is not at the limit', (timeInForce, last) => {
    const events = [rich, order('o1 buy 1', limit('95'), { timeInForce }), opens(0, '100 100 90 95')];
    expect(story(FREE, events)).toEqual(['o1 accepted', last]);
  });

  test('FOK fills whole or not at all, IOC takes what there is', () => {
    const at = (timeInForce: 'IOC' | 'FOK') =>
      story(FREE, [balance('100'), order('o1 buy 2', limit('100'), { timeInForce }), opens(0, '100 100 100 100')]);
    expect(at('FOK')).toEqual(['o1 accepted', 'o1 canceled FILL_OR_KILL, 2 left']);
    expect(at('IOC')).toEqual([
      'o1 accepted',
      'o1 buys 1 at 100, at 0:00:00, 1 left',
      'o1 canceled INSUFFICIENT_BALANCE, 1 left',
    ]);
  });

  test('an order expires after the close that comes at its time, which it can still fill in', () => {
    const bar = (low: string) => during(0, `100 100 ${low} 100`);
    const placed = [rich, order('o1 buy 1', limit('95'), { expiresAt: minute(60) })];
    expect(story(FREE, [...placed, ...bar('94')]).at(-1)).toBe('o1 buys 1 at 95, maker, at 1:00:00');
    expect(story(FREE, [...placed, ...bar('96')]).at(-1)).toBe('o1 canceled EXPIRED, 1 left');
  });

  test('an order that expires before a bar is over does not fill at its close', () => {
    const placed = [rich, order('o1 buy 1', limit('95'), { expiresAt: minute(59.99) })];
    expect(story(FREE, [...placed, ...during(0, '100 100 90 90')]).at(-1)).toBe('o1 canceled EXPIRED, 1 left');
  });

  test('an order that expires at an open does not fill there', () => {
    const events = [rich, order('o1 buy 1', undefined, { expiresAt: minute(60) }), opens(1, '100 100 100 100')];
    expect(story(FREE, events)).toEqual(['o1 accepted', 'o1 canceled EXPIRED, 1 left']);
  });
});

test('prices are compared as numbers of the instrument, not as text', () => {
  expect(story(FREE, [rich, order('o1 buy 1', limit('1000')), opens(1, '999 999 999 999')]).at(-1)).toBe(
    'o1 buys 1 at 999, at 1:00:00',
  );
});

test('what happens in one instrument is nothing to the orders of another', () => {
  const events = [rich, order('o1 buy 1'), opens(1, '100 100 100 100', { instrument: ETH })];
  expect(story(FREE, events)).toEqual(['o1 accepted']);
});
