import { describe, expect, test } from '@jest/globals';
import { balance, limit, rules, stopAt, takeProfit, trailing } from '@tradingbot/testing';
import { during, order, story } from '../testing/venue-story.ts';
import { feelessVenue } from './plain-venue.ts';

/** The answer to an order after a bar that closed at 100. */
const answer = (over: Parameters<typeof rules>[0], ...placed: readonly ReturnType<typeof order>[]): string[] =>
  story(feelessVenue(2), [balance('1000'), rules(over), ...during(0, '100 100 100 100'), ...placed]);

describe('an order that breaks a rule of the venue is rejected', () => {
  test.each([
    ['NOT_ON_LOT', { lot: '0.1' }, order('o1 buy 0.15')],
    ['BELOW_MIN_QTY', { minQty: '0.5' }, order('o1 buy 0.4')],
    ['ABOVE_MAX_QTY', { maxQty: '0.5' }, order('o1 buy 0.6')],
    ['NOT_ON_TICK', { tick: '0.05' }, order('o1 buy 1', limit('99.99'))],
    ['NOT_ON_TICK', { tick: '0.05' }, order('o1 buy 1', stopAt('100.01'))],
    ['PRICE_OUT_OF_BAND', { band: [0.9, 1.1] }, order('o1 buy 1', limit('89.99'))],
    ['PRICE_OUT_OF_BAND', { band: [0.9, 1.1] }, order('o1 buy 1', takeProfit('110.01'))],
    ['PRICE_OUT_OF_BAND', { band: [0, 1.1] }, order('o1 buy 1', stopAt('110.01'))],
    ['BELOW_MIN_NOTIONAL', { minNotional: '100' }, order('o1 buy 1', limit('99.99'))],
    ['BELOW_MIN_NOTIONAL', { minNotional: '100' }, order('o1 buy 0.99')],
    ['BELOW_MIN_NOTIONAL', { minNotional: '100' }, order('o1 buy 0.99', trailing(1))],
    ['INSUFFICIENT_BALANCE', {}, order('o1 sell 1')],
  ] as const)('%s: %j', (code, over, placed) => {
    expect(answer(over, placed)).toEqual([`o1 rejected ${code}`]);
  });

  test('and is accepted exactly at it', () => {
    const edge = { lot: '0.1', minQty: '1', maxQty: '1', minNotional: '90', tick: '0.5', band: [0.9, 1.1] as const };
    expect(answer(edge, order('o1 buy 1', limit('90')), order('o2 buy 1', stopAt('110')), order('o3 buy 1'))).toEqual([
      'o1 accepted',
      'o2 accepted',
      'o3 accepted',
    ]);
  });

  test('a band without a last close binds nobody, nor does the value of an order without a price', () => {
    const early = [
      rules({ band: [0.9, 1.1], minNotional: '100' }),
      order('o1 buy 2', limit('70')),
      order('o2 buy 0.1'),
    ];
    expect(story(feelessVenue(2), early)).toEqual(['o1 accepted', 'o2 accepted']);
  });
});
