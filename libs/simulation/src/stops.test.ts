import { describe, expect, test } from '@jest/globals';
import {
  balance,
  BTC,
  ETH,
  limit,
  rules,
  said,
  stopAt,
  stopLimit,
  takeProfit,
  trailing,
  usdt,
  type Spoken,
} from '@tradingbot/testing';
import { during, minute, opens, order, pathOf, story } from '../testing/venue-story.ts';
import { feelessVenue, plainVenue } from './plain-venue.ts';

const FREE = feelessVenue(2);
const rich = balance('100000');
const SLOW = {
  baseMs: 0,
  jitterMs: 0,
  spikeP: 0,
  spikeMult: 1,
  timeoutMs: 0,
  retries: 0,
  volatilityGamma: 0,
  volWindow: 2,
  zscoreClip: 3,
  minMs: 0,
  maxMs: 10_000_000,
};
/** Two are held, bought at 100 in the bar 0. */
const held = [rich, rules(), order('o0 buy 2'), ...during(0, '100 100 100 100')];
/** What is reported after the purchase. */
const after = (...events: readonly Spoken[]) => story(FREE, [...held, ...events]).slice(2);
/** An order that sells, and the bar 1 to which it is there from the open on. */
const sells = (terms: Parameters<typeof order>[1], bar: string) =>
  after(order('o1 sell 1', terms), ...during(1, bar)).slice(1);

describe('a stop', () => {
  test.each([
    ['the low touches it: at its price, at the close', '100 101 95 99', ['o1 sells 1 at 95, at 2:00:00']],
    ['nothing reaches it', '100 101 95.01 99', []],
    ['the market opens beyond it: at the open', '94 101 90 99', ['o1 sells 1 at 94, at 1:00:00']],
    ['the market opens at it', '95 101 90 99', ['o1 sells 1 at 95, at 1:00:00']],
  ])('sells when %s', (_, bar, fills) => {
    const lines = sells(stopAt('95'), bar);
    expect(lines.filter((line) => line.includes('sells'))).toEqual(fills);
    expect(lines.some((line) => line.includes('triggered'))).toBe(fills.length > 0);
  });

  test('buys when the high touches it, a buyer above the market', () => {
    expect(story(FREE, [rich, order('o1 buy 1', stopAt('105')), ...during(0, '100 105 99 100')])).toEqual([
      'o1 accepted',
      'o1 triggered at 105',
      'o1 buys 1 at 105, at 1:00:00',
    ]);
  });

  test('pays slippage on its price, within the bar', () => {
    const slipping = plainVenue(2, { slippageBps: 100 });
    const placed = [...held, order('o1 sell 1', stopAt('95'))];
    expect(story(slipping, [...placed, ...during(1, '100 101 90 99')]).at(-1)).toBe(
      'o1 sells 1 at 94.05, market 95, slippage 0.95, at 2:00:00',
    );
    expect(story(slipping, [...placed, ...during(1, '100 101 94.5 99')]).at(-1)).toBe(
      'o1 sells 1 at 94.5, market 95, slippage 0.5, at 2:00:00',
    );
  });

  test.each([
    [40, 3],
    [41, 1],
  ])('placed in minute %i of an hour fears the low in the first two thirds', (at, lines) => {
    const placed = order('o1 sell 1', stopAt('95'), { at: minute(60 + at) });
    expect(after(...during(1, '100 101 94 99', placed))).toHaveLength(lines);
  });

  test('placed late in a bar still meets its close', () => {
    const placed = order('o1 sell 1', stopAt('95'), { at: minute(119) });
    expect(after(...during(1, '100 101 94 94.5', placed)).at(-1)).toBe('o1 sells 1 at 95, at 2:00:00');
  });
});

describe('a stop-limit', () => {
  test.each([
    ['its stop is as good as its limit: a taker at the stop', '94', '100 101 90 99', ['o1 sells 1 at 95, at 2:00:00']],
    [
      'its limit is better and the close goes through it: a maker',
      '97',
      '100 101 90 98',
      ['o1 sells 1 at 97, maker, at 2:00:00'],
    ],
    ['its limit is better and the close does not: it rests', '97', '100 101 90 97', []],
  ])('triggers; %s', (_, at, bar, fills) => {
    expect(sells(stopLimit('95', at), bar)).toEqual(['o1 triggered at 95', ...fills]);
  });

  test('that triggered and rests is a limit order in the next bar', () => {
    const events = [
      order('o1 sell 1', stopLimit('95', '97')),
      ...during(1, '100 101 90 91'),
      ...during(2, '92 97.01 90 91'),
    ];
    expect(after(...events).slice(1)).toEqual(['o1 triggered at 95', 'o1 sells 1 at 97, maker, at 3:00:00']);
  });

  test('that triggers at an open is judged at once', () => {
    expect(sells(stopLimit('95', '93'), '94 95 90 91')).toEqual(['o1 triggered at 94', 'o1 sells 1 at 94, at 1:00:00']);
    expect(sells(stopLimit('95', '94.5'), '94 94.5 90 91')).toEqual(['o1 triggered at 94']);
  });
});

describe('a take-profit', () => {
  test.each([
    ['the high goes through it', '100 105.01 99 100', ['o1 triggered at 105', 'o1 sells 1 at 105, at 2:00:00']],
    ['the high touches it', '100 105 99 100', []],
    ['the market opens at it', '105 106 99 100', ['o1 triggered at 105', 'o1 sells 1 at 105, at 1:00:00']],
    ['the market opens better', '107 108 99 100', ['o1 triggered at 107', 'o1 sells 1 at 107, at 1:00:00']],
  ])('when %s', (_, bar, lines) => {
    expect(sells(takeProfit('105'), bar)).toEqual(lines);
  });

  test('is a taker: it pays slippage', () => {
    const slipping = plainVenue(2, { slippageBps: 100 });
    const events = [...held, order('o1 sell 1', takeProfit('105')), ...during(1, '100 110 99 100')];
    expect(story(slipping, events).at(-1)).toBe('o1 sells 1 at 103.95, market 105, slippage 1.05, at 2:00:00');
  });
});

describe('a trailing stop', () => {
  const TENTH = 100_000_000;

  test('follows the best price at its distance, and fills at its level', () => {
    const events = [
      order('o1 sell 1', trailing(TENTH)),
      ...during(1, '100 100 99 100'),
      ...during(2, '100 120 108.01 115'),
    ];
    expect(after(...events, ...during(3, '115 116 107 110')).slice(1)).toEqual([
      'o1 triggered at 108',
      'o1 sells 1 at 108, at 4:00:00',
    ]);
  });

  test('is judged once more after the good extreme, which may have come first', () => {
    expect(sells(trailing(TENTH), '100 120 95 115')).toEqual(['o1 triggered at 108', 'o1 sells 1 at 108, at 2:00:00']);
  });

  test('is judged first at the level so far: the bad extreme may have come first', () => {
    expect(sells(trailing(TENTH), '100 120 89 115')).toEqual(['o1 triggered at 90', 'o1 sells 1 at 90, at 2:00:00']);
  });

  test('meets an open first as a stop, then follows it', () => {
    const placed = [order('o1 sell 1', trailing(TENTH)), ...during(1, '100 100 99 100')];
    expect(after(...placed, opens(2, '89 89 89 89')).slice(1)).toEqual([
      'o1 triggered at 89',
      'o1 sells 1 at 89, at 2:00:00',
    ]);
    const followed = [...placed, ...during(2, '110 110 108 110'), ...during(3, '110 110 98 105')];
    expect(after(...followed).at(-1)).toBe('o1 sells 1 at 99, at 4:00:00');
  });

  test('follows an open before the rest of that bar, whatever the model makes of the price there', () => {
    const events = [
      ...held,
      order('o1 sell 1', trailing(TENTH)),
      ...during(1, '100 100 99 100'),
      ...during(2, '110 120 98.5 115'),
    ];
    for (const intrabar of ['open', 'mid', 'close'] as const)
      expect(story({ ...FREE, intrabar }, events).at(-1)).toBe('o1 sells 1 at 99, at 3:00:00');
  });

  test('stands on the tick, away from the market', () => {
    const placed = [...held, rules({ tick: '0.5' }), order('o1 sell 1', trailing(33_000_000))];
    expect(story(FREE, [...placed, ...during(1, '100 100 96 97')]).at(-1)).toBe('o1 sells 1 at 96.5, at 2:00:00');
    const buys = [rich, rules({ tick: '0.5' }), order('o1 buy 1', trailing(33_000_000))];
    expect(story(FREE, [...buys, ...during(1, '100 104 100 103')]).at(-1)).toBe('o1 buys 1 at 103.5, at 2:00:00');
  });

  test('placed late in a bar follows nothing of it but fears its close', () => {
    const placed = order('o1 sell 1', trailing(TENTH), { at: minute(110) });
    expect(after(...during(1, '100 130 85 89.99', placed)).at(-1)).toBe('o1 sells 1 at 90, at 2:00:00');
    expect(after(...during(1, '100 130 85 90.01', placed))).toEqual(['o1 accepted']);
  });
});

describe('one cancels the other', () => {
  const group = 'g1';
  const bracket = [order('o2 sell 2', limit('110'), { group }), order('o1 sell 2', stopAt('95'), { group })];

  test('in a bar that reaches both the stop comes first, whatever the order of arrival', () => {
    expect(after(...bracket, ...during(1, '100 111 94 100')).slice(2)).toEqual([
      'o1 triggered at 95',
      'o1 sells 2 at 95, at 2:00:00',
      'o2 canceled ONE_CANCELS_OTHER, 2 left',
    ]);
  });

  test('the target that fills cancels the stop', () => {
    expect(after(...bracket, ...during(1, '100 111 96 100'), ...during(2, '100 100 90 90')).slice(2)).toEqual([
      'o2 sells 2 at 110, maker, at 2:00:00',
      'o1 canceled ONE_CANCELS_OTHER, 2 left',
    ]);
  });

  test('an order whose group filled while it was handed over ends at once', () => {
    const both = [order('o1 sell 1', stopAt('105'), { group }), order('o2 sell 1', limit('110'), { group })];
    expect(after(opens(1, '100 100 100 100'), ...both)).toEqual([
      'o1 accepted',
      'o1 triggered at 100',
      'o1 sells 1 at 100, at 1:00:00',
      'o2 canceled ONE_CANCELS_OTHER, 1 left',
    ]);
  });

  test('orders of a group end in every instrument', () => {
    const events = [
      rich,
      order('o1 buy 1', limit('90'), { group, instrument: ETH, expiresAt: minute(90) }),
      order('o2 buy 1', undefined, { group }),
      opens(0, '100 100 100 100'),
      said('order.cancel-requested', { orderId: 'o1', instrument: ETH }),
      opens(0, '80 80 80 80', { instrument: ETH }),
    ];
    expect(story(FREE, events).slice(2)).toEqual([
      'o2 buys 1 at 100, at 0:00:00',
      'o1 canceled ONE_CANCELS_OTHER, 1 left',
    ]);
  });

  test('at an open a stop-limit takes its turn with the others', () => {
    const events = [
      rich,
      order('o1 buy 999', limit('100')),
      order('o2 buy 999', stopLimit('100', '100')),
      opens(1, '100 100 100 100'),
    ];
    expect(story(FREE, events)[2]).toBe('o1 buys 999 at 100, at 1:00:00');
  });

  test('at an open stops come before the others', () => {
    const events = [
      rich,
      order('o1 buy 999', limit('100')),
      order('o2 buy 999', stopAt('100')),
      opens(1, '100 100 100 100'),
    ];
    expect(story(FREE, events).slice(2)).toEqual([
      'o2 triggered at 100',
      'o2 buys 999 at 100, at 1:00:00',
      'o1 buys 1 at 100, at 1:00:00, 998 left',
      'o1 canceled INSUFFICIENT_BALANCE, 998 left',
    ]);
  });
});

test('with a path an order counts what the path reaches after it, and the close', () => {
  const byPath = { ...FREE, intrabar: 'reference' as const };
  const bar = '100 110 90 100';
  const path = pathOf(1, 15, '110 90 95 100');
  const at = (words: string, terms: Parameters<typeof order>[1], minutes: number) =>
    story(byPath, [...held, path, ...during(1, bar, order(words, terms, { at: minute(60 + minutes) }))])
      .slice(3)
      .join('; ');
  expect(at('o1 sell 1', stopAt('91'), 20)).toContain('o1 sells 1 at 91');
  expect(at('o1 sell 1', stopAt('91'), 45)).toBe('');
  expect(at('o1 buy 1', limit('91'), 20)).toBe('o1 buys 1 at 91, maker, at 2:00:00');
  expect(at('o1 sell 1', limit('105'), 20)).toBe('');
});

describe('a split', () => {
  const split = said('md.split', { instrument: BTC, numerator: 3, denominator: 2 });

  test('cancels resting orders, and scales what is held', () => {
    const events = [order('o1 sell 1', limit('110')), split, order('o2 sell 3'), order('o3 sell 3.00001')];
    expect(after(...events)).toEqual([
      'o1 accepted',
      'o1 canceled EXPIRED, 1 left',
      'o2 accepted',
      'o3 rejected INSUFFICIENT_BALANCE',
    ]);
  });

  test('cancels orders on their way', () => {
    const latency = { ...SLOW, baseMs: 600_000, timeoutMs: 600_000 };
    expect(story({ ...FREE, latency }, [rich, order('o1 buy 1'), split, opens(1, '100 100 100 100')])).toEqual([
      'o1 canceled EXPIRED, 1 left',
    ]);
  });

  test('counts the volumes of before in shares of after', () => {
    const capacity = { ...FREE.capacity, advFraction: 1 };
    const events = [
      ...held.slice(0, 2),
      ...during(0, '100 100 100 100'),
      split,
      order('o1 buy 9'),
      opens(1, '66 66 66 66'),
    ];
    expect(story({ ...FREE, capacity }, events)[1]).toBe('o1 buys 1.5 at 66, at 1:00:00, 7.5 left');
  });

  test('moves the band with the last close', () => {
    const banded = rules({ band: [0.9, 1.1] });
    expect(after(banded, split, order('o1 buy 1', limit('70')), order('o2 buy 1', limit('80')))).toEqual([
      'o1 accepted',
      'o2 rejected PRICE_OUT_OF_BAND',
    ]);
  });

  test('pays for the fraction that is lost, at the last close after it', () => {
    const one = [balance('0.001'), rules(), order('o0 buy 0.00001'), ...during(0, '100 100 100 100')];
    const events = [...one, split, ...during(1, '66 66 66 66'), order('o1 buy 1'), opens(2, '0.01 0.01 0.01 0.01')];
    // Half a unit of 0.00001 at 66.66 is 0.0003333 of cash, enough for 0.03333 at a cent.
    expect(story(FREE, events).at(-2)).toBe('o1 buys 0.03333 at 0.01, at 2:00:00, 0.96667 left');
  });
});

test('a dividend is cash that can be spent', () => {
  const dividend = said('md.dividend', { instrument: BTC, perShare: usdt('10') });
  const events = [balance('200'), ...held.slice(1), dividend, order('o1 buy 1'), opens(1, '20 20 20 20')];
  expect(story(FREE, events).at(-1)).toBe('o1 buys 1 at 20, at 1:00:00');
});
