// The market environment made harder, stopped and resumed, and what it refuses.

import { describe, expect, test } from '@jest/globals';
import {
  marketEnvironment,
  sharedMarket,
  stepResultFor,
  type Market,
  type MarketEnvironment,
  type MarketSettings,
  type StepResult,
} from '@tradingbot/trainer';
import { marketOf, settingsOf } from './play-market.ts';
import { randomMarket } from './random-market.ts';
import { CALM, calm, calmMarket, play, SEEDS, withSettings, type Seen } from './watched-market.ts';

describe('stress', () => {
  test('latency of so many bars is the same targets so many bars later', () => {
    for (const seed of SEEDS) {
      const scenario = randomMarket(seed);
      const latencyBars = 1 + (seed % 3);
      const late = withSettings(scenario, { stress: { ...scenario.stress, latencyBars } });
      const shifted = scenario.actions.map((_, i) =>
        i < latencyBars ? -1 : (scenario.actions[i - latencyBars] as number),
      );
      const worths = (seen: readonly Seen[]): number[] => seen.map(({ worth }) => worth);
      expect(worths(play(late, scenario.actions))).toEqual(worths(play(withSettings(scenario, {}), shifted)));
    }
  });

  test('what is underway when an episode ends does not reach the next one', () => {
    const stress = { ...CALM.stress, latencyBars: 1 };
    const seen = play(calm([100, 100, 200], { stress }), [1, 1, -1, -1]);
    expect(seen.map(({ worth }) => worth)).toEqual([1_000, 1_000, 1_000, 1_000]);
  });

  test('a target is lost about as often as stated, and always or never at the ends', () => {
    const closes = Array<number>(4_000).fill(100);
    const trades = (dropProbability: number): number => {
      const seen = play(
        calm(closes, { stress: { ...CALM.stress, dropProbability } }),
        closes.slice(1).map((_, i) => (i % 2 === 0 ? 1 : -1)),
      );
      return seen.filter(({ turnover }) => turnover > 0).length;
    };
    expect(trades(1)).toBe(0);
    expect(trades(0)).toBe(3_999);
    // A repeated target trades only where the one before was lost: two thirds of half.
    expect(trades(0.5) / 3_999).toBeCloseTo(1 / 3, 1);
  });
});

describe('saved and loaded', () => {
  test('an environment with latency, losses and random starts goes on bit-equal', () => {
    for (const seed of SEEDS) {
      const scenario = randomMarket(seed);
      const make = () =>
        marketEnvironment(
          [marketOf(scenario), marketOf(scenario)],
          {
            ...settingsOf(scenario),
            episode: { bars: 11, start: 'random', bankruptcyShare: 0.7 },
            stress: { ...scenario.stress, latencyBars: 2, dropProbability: 0.2 },
          },
          3,
        );
      const one = make();
      const ours = stepResultFor(one);
      one.reset(seed, ours.observations);
      const act = (environment: MarketEnvironment, result: StepResult, from: number, steps: number): unknown[] =>
        Array.from({ length: steps }, (_, step) => {
          const action = scenario.actions[(from + step) % scenario.actions.length] as number;
          environment.step(Float32Array.of(action, -action, 0.5), result);
          const { worths, rows, markets, turnovers } = environment;
          const { observations, rewards, terminated, truncated, episodeReturns } = result;
          return [worths, rows, markets, turnovers, observations, rewards, terminated, truncated, episodeReturns].map(
            (numbers) => [...numbers],
          );
        });
      act(one, ours, 0, 37);
      const other = make();
      const theirs = stepResultFor(other);
      other.reset(99, theirs.observations);
      other.load(JSON.parse(JSON.stringify(one.save())));
      theirs.episodeReturns.set(ours.episodeReturns);
      expect(act(other, theirs, 37, 60)).toEqual(act(one, ours, 37, 60));
    }
  });

  test('arrays in shared memory make no difference', () => {
    const scenario = randomMarket(3);
    const shared = sharedMarket(marketOf(scenario));
    expect(shared.close.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(play(withSettings(scenario, {}, shared), scenario.actions)).toEqual(
      play(withSettings(scenario, {}), scenario.actions),
    );
  });
});

describe('what cannot be trained in is refused in a sentence', () => {
  const { venue } = calmMarket([1, 1]).terms;
  const refusedVenues: readonly (readonly [string, Partial<typeof venue>])[] = [
    ['slippage that grows with the order', { slippage: { ...venue.slippage, k: 0.5 } }],
    [
      'market impact',
      {
        slippage: {
          ...venue.slippage,
          impact: { sqrtCoeff: 1, linearCoeff: 0, powerCoefficient: 0, powerExponent: 1 },
        },
      },
    ],
    [
      'a dynamic spread',
      {
        slippage: {
          ...venue.slippage,
          dynamicSpread: { alphaBps: 1, betaCoef: 0, minBps: 0, maxBps: 9, smoothingAlpha: 1 },
        },
      },
    ],
    ['bars that have only so much room', { capacity: { ...venue.capacity, maxParticipation: 0.1 } }],
    ['fees in another asset', { fees: { ...venue.fees, settlement: 'bnb' } }],
    ['fills at the close of a bar', { intrabar: 'close' }],
    [
      'costs that change with the hour',
      { seasonality: { liquidity: [], spread: [], latency: [], interpolate: false } },
    ],
  ];

  test.each(refusedVenues)('%s', (what, changes) => {
    const market = calmMarket([1, 1]);
    const terms = { ...market.terms, venue: { ...venue, ...changes } };
    expect(() => marketEnvironment([{ ...market, terms }], CALM, 1)).toThrow(
      `BTCUSDT: training does not model ${what}`,
    );
  });

  test('too few bars, columns of different lengths, features without a number, weights that are none, too much cash', () => {
    const market = calmMarket([1, 1, 1]);
    const make =
      (changed: Partial<Market>, settings: Partial<MarketSettings> = {}) =>
      () =>
        marketEnvironment([{ ...market, ...changed }], { ...CALM, ...settings }, 1);
    expect(make({ range: { from: 2, to: 3 } })).toThrow('an episode needs two bars at least');
    expect(make({ range: { from: 0, to: 4 } })).toThrow('bars 0 to 4 of 3');
    expect(make({ open: new Float64Array(2) })).toThrow('differ in length');
    expect(make({ features: Float32Array.of(0, NaN, 0) })).toThrow('feature 0 of bar 1 is not a finite number');
    expect(make({ close: Float64Array.of(100, 0, 100) })).toThrow('bar 1 has no price');
    expect(make({}, { actions: { kind: 'bins', weights: [0, 1.5] } })).toThrow('actions.weights');
    expect(make({}, { cash: 2 ** 53 })).toThrow('portfolio.cash');
    expect(() => marketEnvironment([], CALM, 1)).toThrow('no market to train in');
  });
});
