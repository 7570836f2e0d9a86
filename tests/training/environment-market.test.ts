// The market environment beyond its books: what is seen and when, episodes, rewards, stress, saving, and what is refused.

import { describe, expect, test } from '@jest/globals';
import {
  DEFAULT_BINS,
  marketEnvironment,
  sharedMarket,
  stepResultFor,
  type Market,
  type MarketEnvironment,
  type MarketSettings,
  type StepResult,
} from '@tradingbot/trainer';
import { marketOf, randomMarket, settingsOf, type RandomMarket } from './random-market.ts';

const SEEDS = Array.from({ length: 25 }, (_, i) => i + 1);

interface Seen {
  readonly observation: readonly number[];
  readonly reward: number;
  readonly worth: number;
  readonly turnover: number;
  readonly row: number;
  readonly ended: 'no' | 'terminated' | 'truncated';
}

/** Plays one account, whose actions begin anew with each episode that ends. */
function play(environment: MarketEnvironment, actions: ArrayLike<number>, seed = 1): Seen[] {
  const result = stepResultFor(environment);
  environment.reset(seed, result.observations);
  return Array.from(actions, (action) => {
    const observation = [...result.observations];
    environment.step(Float32Array.of(action), result);
    return { observation, ...said(environment, result) };
  });
}

const said = ({ worths, turnovers, rows }: MarketEnvironment, result: StepResult) => ({
  reward: result.rewards[0] as number,
  worth: worths[0] as number,
  turnover: turnovers[0] as number,
  row: rows[0] as number,
  ended:
    result.terminated[0] === 1
      ? ('terminated' as const)
      : result.truncated[0] === 1
        ? ('truncated' as const)
        : ('no' as const),
});

const withSettings = (scenario: RandomMarket, changes: Partial<MarketSettings>, market: Market = marketOf(scenario)) =>
  marketEnvironment([market], { ...settingsOf(scenario), ...changes }, 1);

/** A market without costs or rules that bite: 100 bars of 100.00, then what the test makes of it. */
function calmMarket(closes: readonly number[]): Market {
  const base = marketOf(randomMarket(1));
  const bars = Float64Array.from(closes, (close) => close * 100);
  return {
    ...base,
    terms: {
      ...base.terms,
      instrument: { ...base.terms.instrument, assetClass: 'crypto_spot', priceScale: 2, qtyScale: 5 },
      moneyScale: 8,
      rules: { ...base.terms.rules, lot: 1 as never, minQty: 1 as never, minNotional: 0 },
      venue: {
        ...base.terms.venue,
        clipToBar: false,
        slippage: { ...base.terms.venue.slippage, flatBps: 0, defaultSpreadBps: 0, minHalfSpreadBps: 0 },
        fees: {
          ...base.terms.venue.fees,
          rates: [{ makerPpb: 0, takerPpb: 0 }],
          minimum: 0 as never,
          maximum: 0 as never,
          regulatory: undefined,
        },
      },
      limits: { costReservePpb: 0, maxOrderNotional: 0 as never, maxPositionNotional: 0 as never },
    },
    open: bars,
    high: bars,
    low: bars,
    close: bars,
    features: Float32Array.from(closes, (_, row) => row),
    range: { from: 0, to: closes.length },
  };
}

const CALM: MarketSettings = {
  ...settingsOf(randomMarket(1)),
  cash: 1_000 * 10 ** 8,
  stress: { feeMultiplier: 1, slippageMultiplier: 1, latencyBars: 0, dropProbability: 0 },
};

const calm = (closes: readonly number[], changes: Partial<MarketSettings> = {}) =>
  marketEnvironment([calmMarket(closes)], { ...CALM, ...changes }, 1);

describe('what is seen', () => {
  test('the features of the bar that has closed, and the account at its close', () => {
    const [first, second] = play(calm([100, 100, 200]), [0, 0]);
    expect(first?.observation).toEqual([0, 1, 0]);
    expect(second?.observation).toEqual([1, 0.5, 0.5]);
  });

  test('nothing of what comes: bars from k on change no observation, worth or reward before them', () => {
    for (const seed of SEEDS) {
      const scenario = randomMarket(seed);
      const k = Math.floor(scenario.rows.length / 2);
      const other = {
        ...scenario,
        rows: scenario.rows.map((row, i) =>
          i < k ? row : { ...row, open: 2 * row.open, high: 3 * row.high, close: 2 * row.close },
        ),
      };
      const before = play(withSettings(scenario, {}), scenario.actions).slice(0, k - 1);
      const after = play(withSettings(other, {}), scenario.actions);
      expect(after.slice(0, k - 1)).toEqual(before);
      // The observation at the last unchanged close is the same too.
      expect(after[k - 1]?.observation).toEqual(play(withSettings(scenario, {}), scenario.actions)[k - 1]?.observation);
    }
  });

  test('a target is met at the next open, not at the close that it was named at', () => {
    const market = calmMarket([100, 100, 100]);
    const open = Float64Array.of(10_000, 12_500, 10_000);
    const environment = marketEnvironment([{ ...market, open }], CALM, 1);
    // 10 units wanted at 100 cost 125 each: 8 are paid for, worth 100 each at the close.
    expect(play(environment, [1])[0]).toMatchObject({ worth: 800, turnover: 1_000 });
  });
});

describe('episodes', () => {
  test('are truncated where the bars end, with the last observation apart and the next episode begun', () => {
    const environment = calm([100, 100, 150, 300]);
    const result = stepResultFor(environment);
    environment.reset(1, result.observations);
    for (const last of [false, false, true]) {
      environment.step(Float32Array.of(1), result);
      expect([result.truncated[0], result.terminated[0]]).toEqual([last ? 1 : 0, 0]);
    }
    expect([...result.finalObservations]).toEqual([3, 0, 1]);
    expect([...result.observations]).toEqual([0, 1, 0]);
    expect(result.episodeLengths[0]).toBe(3);
    expect(environment.worths[0]).toBe(3_000);
    expect(result.episodeReturns[0]).toBeCloseTo(Math.log(3) - 5e-4, 6);
  });

  test('are terminated, with the penalty, when the account is worth less than its share of the start', () => {
    const settings = { episode: { ...CALM.episode, bankruptcyShare: 0.5 } };
    const seen = play(calm([100, 100, 51, 49, 49, 49], settings), [1, 1, 1, 1]);
    expect(seen.map(({ ended }) => ended)).toEqual(['no', 'no', 'terminated', 'no']);
    // The clip is 10, as the penalty is.
    expect(seen[2]?.reward).toBe(-10);
    // A new episode, at the first bar, with all its cash.
    expect(seen[3]?.observation).toEqual([0, 1, 0]);
  });

  test('bankruptcy in the last bar counts as such', () => {
    const settings = { episode: { ...CALM.episode, bankruptcyShare: 0.5 } };
    expect(play(calm([100, 100, 40], settings), [1, 1])[1]?.ended).toBe('terminated');
  });

  test('begin anywhere in the range that leaves room for their length, each place about as often', () => {
    const bars = 40;
    const market = { ...calmMarket(Array<number>(bars).fill(100)), range: { from: 10, to: 31 } };
    const episode = { bars: 16, start: 'random' as const, bankruptcyShare: 0 };
    const environment = marketEnvironment([market], { ...CALM, episode }, 1);
    const seen = play(environment, new Float32Array(16 * 600).fill(-1));
    const starts = seen.filter((_, i) => i % 16 === 0).map(({ observation }) => observation[0] as number);
    const counts = [10, 11, 12, 13, 14].map((start) => starts.filter((one) => one === start).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(600);
    for (const count of counts) expect(count).toBeGreaterThan(85);
    expect(Math.max(...seen.map(({ row }) => row))).toBe(30);
    expect(seen.filter(({ ended }) => ended === 'truncated')).toHaveLength(600);
  });

  test('are as long as the range where it is shorter than asked', () => {
    const episode = { bars: 1_000, start: 'random' as const, bankruptcyShare: 0 };
    const seen = play(calm([1, 1, 1, 1], { episode }), [0, 0, 0, 0, 0, 0]);
    expect(seen.map(({ ended }) => ended)).toEqual(['no', 'no', 'truncated', 'no', 'no', 'truncated']);
  });

  test('draw the longer market more often; from the first bar each environment has its own', () => {
    const markets = [calmMarket(Array<number>(10).fill(1)), calmMarket(Array<number>(30).fill(1))];
    const random = { bars: 1, start: 'random' as const, bankruptcyShare: 0 };
    const drawn = marketEnvironment(markets, { ...CALM, episode: random }, 1_000);
    const result = stepResultFor(drawn);
    drawn.reset(1, result.observations);
    drawn.step(new Float32Array(1_000), result);
    expect(drawn.markets.reduce((sum, market) => sum + market, 0) / 1_000).toBeCloseTo(0.75, 1);
    const each = marketEnvironment(markets, { ...CALM, episode: { ...random, start: 'first' } }, 5);
    const first = stepResultFor(each);
    each.reset(1, first.observations);
    each.step(new Float32Array(5), first);
    expect([...each.markets]).toEqual([0, 1, 0, 1, 0]);
  });
});

test('an account that outgrows what is counted exactly is truncated', () => {
  const environment = calm([100, 100, 100_000, 10_000_000, 10_000_000], { cash: 1_000 * 10 ** 8 });
  expect(play(environment, [1, 1, 1]).map(({ ended }) => ended)).toEqual(['no', 'no', 'truncated']);
});

describe('rewards are what a naive count from worths and closes says', () => {
  test('cost-aware: growth of the account, less the penalty on what was traded, within the clip', () => {
    for (const seed of SEEDS) {
      const scenario = randomMarket(seed);
      const reward = {
        kind: 'cost_aware' as const,
        turnoverPenaltyCoef: 0.01,
        turnoverCap: 0.5,
        clip: 0.02,
        bankruptcyPenalty: 0,
      };
      let before = scenario.cash / 10 ** scenario.terms.moneyScale;
      for (const { reward: got, worth, turnover } of play(withSettings(scenario, { reward }), scenario.actions)) {
        const wanted = Math.log(worth / before) - 0.01 * Math.min(turnover / before, 0.5);
        expect(got).toBeCloseTo(Math.min(0.02, Math.max(-0.02, wanted)), 7);
        before = worth;
      }
    }
  });

  test('signal only: the move from close to close times the weight that was asked for, costs or no costs', () => {
    for (const seed of SEEDS) {
      const scenario = randomMarket(seed);
      const reward = { ...CALM.reward, kind: 'signal_only' as const };
      const closes = scenario.rows.map(({ close }) => close);
      play(withSettings(scenario, { reward }), scenario.actions).forEach(({ reward: got }, bar) => {
        const weight = (Math.min(1, Math.max(-1, scenario.actions[bar] as number)) + 1) / 2;
        const move = Math.log((closes[bar + 1] as number) / (closes[bar] as number));
        expect(got).toBeCloseTo(weight * move, 6);
      });
    }
  });
});

describe('actions', () => {
  test('a choice is the weight at its place', () => {
    const worths = [0, 1, 2, 3].map(
      (choice) => play(calm([100, 100, 200], { actions: DEFAULT_BINS }), [choice, choice])[1]?.worth,
    );
    expect(worths).toEqual([1_000, 1_200, 1_600, 2_000]);
  });

  test('a number beyond −1 … 1 is taken as its end', () => {
    expect(play(calm([100, 100, 200]), [5, 5])[1]?.worth).toBe(2_000);
    expect(play(calm([100, 100, 200]), [-5, -5])[1]?.worth).toBe(1_000);
  });

  test('what is no action is refused, not traded on', () => {
    expect(() => play(calm([100, 100, 200]), [NaN])).toThrow('an action is a number');
    expect(() => play(calm([100, 100, 200], { actions: DEFAULT_BINS }), [4])).toThrow('one of the choices');
  });
});

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
