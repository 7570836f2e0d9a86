// The market environment beyond its books: what is seen and when, episodes, rewards, actions.

import { describe, expect, test } from '@jest/globals';
import { DEFAULT_BINS, marketEnvironment, stepResultFor } from '@tradingbot/trainer';
import { randomMarket } from './random-market.ts';
import { CALM, calm, calmMarket, play, SEEDS, withSettings } from './watched-market.ts';

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
