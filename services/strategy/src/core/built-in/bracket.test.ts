import { describe, test } from '@jest/globals';
import {
  ALPHA,
  anyStrategy,
  balance,
  bar,
  BTC,
  filled,
  MANIFEST,
  MARKET,
  protection,
  q,
  said,
  specOf,
  split,
  stopAt,
  submitted,
} from '@tradingbot/testing';
import { strategyCore } from '../strategy-core.ts';
import { bracket } from './bracket.ts';

const ONE = { ...MANIFEST, catalog: { ...MANIFEST.catalog, strategies: ['bracket'] } };
const running = (over: object) => {
  const params = bracket.params.parse({ bars: 2, atr: 1, stop: 2, target: 3, size: 1, ...over });
  return specOf(() => strategyCore([{ name: 'bracket', definition: anyStrategy(bracket), params }]), ONE);
};
const target = (terms: typeof MARKET | ReturnType<typeof stopAt>) =>
  said('signal.target', { strategy: ALPHA, instrument: BTC, target: { kind: 'qty', qty: q('1') }, terms });
const asked = (stop: string, limit: string) => said('signal.protect', protection({ stop, target: limit }));
/** A bar whose range is 2. */
const wide = (close: number, at: number) => bar(String(close), at, { high: String(close + 1), low: String(close - 1) });
const seen = [balance('1000'), wide(100, 1), wide(101, 2)] as const;

describe('bracket', () => {
  test('keeps a buy stop at the highest close, with a stop and a target in true ranges of it', () => {
    running({})
      .given(...seen)
      .when(wide(100, 3))
      .then(target(stopAt('101')), asked('97', '107'));
  });

  test('moves the stop with the level, and leaves it where the level stays', () => {
    const placed = [...seen, wide(100, 3), submitted('o1', 'buy', '1', stopAt('101'))] as const;
    running({})
      .given(...placed)
      .when(wide(99, 4))
      .then(target(stopAt('100')), asked('96', '106'));
    running({ bars: 3 })
      .given(
        balance('1000'),
        wide(101, 1),
        wide(100, 2),
        wide(100, 3),
        wide(101, 4),
        submitted('o1', 'buy', '1', stopAt('101')),
      )
      .when(wide(99.5, 5))
      .then();
  });

  test('asks for nothing on the bar that has reached the stop: its fill is told next', () => {
    running({})
      .given(...seen, wide(100, 3), submitted('o1', 'buy', '1', stopAt('101')))
      .when(wide(103, 4))
      .then();
  });

  test('or buys at the market what closes above the level', () => {
    running({ entry: 'market' })
      .given(...seen)
      .when(wide(101, 3), wide(102, 4))
      .then(target(MARKET), asked('98', '108'));
  });

  test('asks for nothing while it holds', () => {
    running({})
      .given(...seen, wide(100, 3), submitted('o1', 'buy', '1', stopAt('101')), filled('o1', 'buy', '1', '101'))
      .when(wide(90, 4), wide(120, 5))
      .then();
  });

  test('begins anew after a split', () => {
    running({})
      .given(...seen, wide(100, 3), split(2))
      .when(wide(50, 4), wide(51, 5), wide(50, 6))
      .then(target(stopAt('51')), asked('47', '57'));
  });
});
