import { describe, expect, test } from '@jest/globals';
import type { Manifest } from '@tradingbot/contracts';
import { amount, marketSymbol } from '@tradingbot/domain';
import { ALPHA, balance, BTC, ETH, limit, MANIFEST, q, rules, said, usdt } from '@tradingbot/testing';
import { closes, during, opens, order, story } from '../testing/venue-story.ts';
import { plainVenue } from './plain-venue.ts';
import type { FeeSettings, VenueSettings } from './venue-settings.ts';

function charging(over: Partial<FeeSettings>, takerBps = 10): VenueSettings {
  const plain = plainVenue(2, { takerBps, makerBps: 5 });
  return { ...plain, fees: { ...plain.fees, ...over } };
}
const rich = balance('100000');
const FLAT = '100 100 100 100';

describe('a fee in the asset received', () => {
  const settings = charging({ settlement: 'received' });

  test('is paid by a buy out of what it bought, in whole units, and by a sell in the account’s currency', () => {
    const bought = [rich, rules(), order('o1 buy 0.12345'), ...during(0, FLAT)];
    const events = [...bought, order('o2 sell 0.12333'), order('o3 sell 0.12332'), opens(1, FLAT)];
    expect(story(settings, events)).toEqual([
      'o1 accepted',
      'o1 buys 0.12345 at 100, fee 0.00013 BTC, at 0:00:00',
      'o2 rejected INSUFFICIENT_BALANCE',
      'o3 accepted',
      'o3 sells 0.12332 at 100, fee 0.012332 USDT, at 1:00:00',
    ]);
  });

  test('is never more than what was bought', () => {
    const greedy = charging({ settlement: 'received', minimum: usdt('5') });
    expect(story(greedy, [rich, order('o1 buy 0.01'), opens(0, FLAT)]).at(-1)).toContain('fee 0.01 BTC');
    expect(story(greedy, [rich, order('o1 buy 1'), opens(0, FLAT)]).at(-1)).toContain('fee 0.05 BTC');
  });

  test('leaves the cash for the purchase alone', () => {
    expect(story(settings, [balance('100'), order('o1 buy 1'), opens(0, FLAT)]).at(-1)).toBe(
      'o1 buys 1 at 100, fee 0.001 BTC, at 0:00:00',
    );
  });
});

describe('a fee in BNB', () => {
  // The second instrument of the catalog stands for BNB.
  const settings = charging({ settlement: 'bnb', bnbInstrument: ETH });
  const stock = (text: string) => said('run.balance', { asset: 'ETH', balance: amount(Number(text) * 1e8) });
  const priced = [
    rich,
    ...[opens(0, '20 20 20 20', { instrument: ETH }), closes(0, '20 20 20 20', { instrument: ETH })],
  ];

  test('is charged at its last close while there is enough of it, else as in the quote asset', () => {
    const events = [...priced, stock('0.006'), order('o1 buy 1'), order('o2 buy 1'), opens(1, FLAT)];
    expect(story(settings, events).slice(2)).toEqual([
      'o1 buys 1 at 100, fee 0.005 ETH, at 1:00:00',
      'o2 buys 1 at 100, fee 0.1 USDT, at 1:00:00',
    ]);
  });

  test('is charged in the quote asset before BNB has a price', () => {
    expect(story(settings, [rich, stock('5'), order('o1 buy 1'), opens(0, FLAT)]).at(-1)).toContain('fee 0.1 USDT');
  });

  test('is not paid from what the same fill sells', () => {
    const eth = { instrument: ETH };
    const price = '20 20 20 20';
    const events = [
      ...priced,
      order('o1 buy 1', undefined, eth),
      opens(1, price, eth),
      order('o2 sell 1', undefined, eth),
    ];
    expect(story(settings, [...events, opens(2, price, eth)]).at(-1)).toContain('fee 0.02 USDT');
  });

  test('leaves less to sell of what it was paid from', () => {
    const position = said('run.position', {
      strategy: ALPHA,
      instrument: ETH,
      qty: q('1'),
      costBasis: usdt('20'),
      realizedPnl: usdt('0'),
      fees: usdt('0'),
    });
    const events = [
      rich,
      stock('1'),
      position,
      closes(0, '20 20 20 20', { instrument: ETH }),
      order('o1 buy 1'),
      opens(1, FLAT),
      order('o2 sell 1', undefined, { instrument: ETH }),
      order('o3 sell 0.995', undefined, { instrument: ETH }),
    ];
    expect(story(settings, events).slice(1)).toEqual([
      'o1 buys 1 at 100, fee 0.005 ETH, at 1:00:00',
      'o2 rejected INSUFFICIENT_BALANCE',
      'o3 accepted',
    ]);
  });
});

test('a maker pays the rate of makers', () => {
  const events = [rich, order('o1 buy 1', limit('95')), ...during(0, '100 100 90 100')];
  expect(story(charging({}), events).at(-1)).toBe('o1 buys 1 at 95, maker, fee 0.0475 USDT, at 1:00:00');
});

describe('sales of US stocks', () => {
  const manifest: Manifest = {
    seed: 1,
    catalog: {
      ...MANIFEST.catalog,
      instruments: MANIFEST.catalog.instruments.map((one, index) =>
        index === BTC ? { ...one, symbol: marketSymbol('SPY'), base: 'SPY', assetClass: 'us_equity' as const } : one,
      ),
    },
  };
  const regulatory = { secPpb: 27_800, tafPerShare: usdt('0.000166'), tafMaximum: usdt('8.3') };
  const settings = charging({ regulatory }, 0);

  test('pay the SEC and FINRA, each up to the cent; buys do not', () => {
    const events = [rich, order('o1 buy 30'), ...during(0, FLAT), order('o2 sell 30'), opens(1, FLAT)];
    // 3000 × 27.80 per million is 0.0834, 30 × 0.000166 is 0.00498.
    expect(story(settings, events, manifest)).toEqual([
      'o1 accepted',
      'o1 buys 30 at 100, at 0:00:00',
      'o2 accepted',
      'o2 sells 30 at 100, fee 0.1 USDT, at 1:00:00',
    ]);
  });

  test('coins do not', () => {
    const events = [rich, order('o1 buy 30'), ...during(0, FLAT), order('o2 sell 30'), opens(1, FLAT)];
    expect(story(settings, events).at(-1)).toBe('o2 sells 30 at 100, at 1:00:00');
  });
});
