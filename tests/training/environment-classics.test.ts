// CartPole, the identity environments and the probes: their rules, and the bookkeeping that all environments share.

import { describe, expect, test } from '@jest/globals';
import {
  cartPole,
  identityBoxEnvironment,
  identityEnvironment,
  PROBES,
  probeEnvironment,
  stepResultFor,
  type ProbeName,
  type StepResult,
  type VectorEnvironment,
} from '@tradingbot/trainer';

interface Begun {
  readonly environment: VectorEnvironment;
  readonly result: StepResult;
  act(...actions: readonly number[]): StepResult;
}

function begin(environment: VectorEnvironment, seed = 1): Begun {
  const result = stepResultFor(environment);
  environment.reset(seed, result.observations);
  return {
    environment,
    result,
    act(...actions) {
      environment.step(Float32Array.from(actions), result);
      return result;
    },
  };
}

describe('CartPole', () => {
  test('moves as the equations of motion say, worked by hand from a known state', () => {
    const cart = begin(cartPole(1));
    // The saved state is plain data: the cart is put at rest in the middle.
    const saved = JSON.parse(JSON.stringify(cart.environment.save()));
    saved.rules.physics.$items = [0, 0, 0, 0];
    cart.environment.load(saved);
    const { observations } = cart.act(1);
    // force 10 N on 1.1 kg: the pole turns by −600/41 rad/s², the cart is driven by 400/41 m/s².
    expect([...observations]).toEqual([0, Math.fround(8 / 41), 0, Math.fround(-12 / 41)]);
    cart.act(1);
    expect(observations[0]).toBeCloseTo(0.02 * (8 / 41), 9);
    expect(observations[2]).toBeCloseTo(-0.02 * (12 / 41), 9);
  });

  test('begins within ±0.05 in all four numbers, each cart elsewhere', () => {
    const { result } = begin(cartPole(500));
    expect(Math.max(...result.observations)).toBeLessThanOrEqual(0.05);
    expect(Math.min(...result.observations)).toBeGreaterThanOrEqual(-0.05);
    expect(Math.max(...result.observations)).toBeGreaterThan(0.049);
    expect(Math.min(...result.observations)).toBeLessThan(-0.049);
    expect(new Set(result.observations).size).toBeGreaterThan(1990);
  });

  test('a cart pushed one way falls: terminated beyond 12 degrees, reward 1 for every step, the last one too', () => {
    const cart = begin(cartPole(1));
    let steps = 0;
    do {
      cart.act(1);
      steps += 1;
      expect(cart.result.rewards[0]).toBe(1);
    } while (cart.result.terminated[0] === 0 && steps < 100);
    expect(steps).toBeLessThan(15);
    expect(cart.result.truncated[0]).toBe(0);
    expect(Math.abs(cart.result.finalObservations[2] as number)).toBeGreaterThan((12 * Math.PI) / 180);
    expect(cart.result.episodeReturns[0]).toBe(steps);
    expect(cart.result.episodeLengths[0]).toBe(steps);
    // The observation is of the new episode already.
    expect(Math.max(...cart.result.observations.map(Math.abs))).toBeLessThanOrEqual(0.05);
  });

  test('a pole held upright is truncated, not terminated, after 500 steps', () => {
    const cart = begin(cartPole(1));
    let steps = 0;
    while (cart.result.terminated[0] === 0 && cart.result.truncated[0] === 0) {
      const [x = 0, speed = 0, angle = 0, spin = 0] = cart.result.observations;
      cart.act(angle + 0.4 * spin + 0.02 * x + 0.05 * speed > 0 ? 1 : 0);
      steps += 1;
    }
    expect({ steps, terminated: cart.result.terminated[0] }).toEqual({ steps: 500, terminated: 0 });
    expect(cart.result.episodeReturns[0]).toBe(500);
  });

  test('a cart beyond 2.4 metres is terminated', () => {
    const cart = begin(cartPole(1));
    const saved = JSON.parse(JSON.stringify(cart.environment.save()));
    saved.rules.physics.$items = [2.399, 1, 0, 0];
    cart.environment.load(saved);
    expect(cart.act(0).terminated[0]).toBe(1);
  });
});

describe('the identity environments', () => {
  test('whoever answers what is shown has 100 in an episode of 100 steps', () => {
    const asked = begin(identityEnvironment(3, 4));
    const seen = new Set<number>();
    for (let step = 1; step <= 100; step++) {
      const shown = [0, 1, 2].map((i) => asked.result.observations.subarray(4 * i, 4 * i + 4).indexOf(1));
      shown.forEach((one) => seen.add(one));
      asked.act(...shown);
      expect([...asked.result.rewards]).toEqual([1, 1, 1]);
      expect([...asked.result.truncated]).toEqual(step === 100 ? [1, 1, 1] : [0, 0, 0]);
    }
    expect(seen.size).toBe(4);
    expect([...asked.result.episodeReturns]).toEqual([100, 100, 100]);
    expect([...asked.result.terminated]).toEqual([0, 0, 0]);
  });

  test('a wrong answer has nothing', () => {
    const asked = begin(identityEnvironment(1));
    expect(asked.act(1 - asked.result.observations.indexOf(1)).rewards[0]).toBe(0);
  });

  test('of the box an answer within the tolerance counts', () => {
    const asked = begin(identityBoxEnvironment(2, 0.25));
    const [a = 0, b = 0] = asked.result.observations;
    asked.act(a + (a > 0 ? -0.2 : 0.2), b + (b > 0 ? -0.3 : 0.3));
    expect([...asked.result.rewards]).toEqual([1, 0]);
  });
});

describe('the probes', () => {
  const play = (name: ProbeName, action: number) => {
    const probe = begin(probeEnvironment(name, 1));
    return Array.from({ length: 40 }, () => {
      const seen = probe.result.observations[0] as number;
      const { rewards, terminated } = probe.act(action);
      return { seen, reward: rewards[0], over: terminated[0] };
    });
  };

  test('constant: 1 at once', () => {
    for (const step of play('constant-reward', 0)) expect(step).toEqual({ seen: 0, reward: 1, over: 1 });
  });

  test('observed: what is seen, and both are seen', () => {
    const steps = play('observed-reward', 0);
    for (const { seen, reward, over } of steps) expect({ reward, over }).toEqual({ reward: seen, over: 1 });
    expect(new Set(steps.map(({ seen }) => seen))).toEqual(new Set([1, -1]));
  });

  test('delayed: 0 is seen and rewarded with nothing, then 1 is seen and rewarded with 1', () => {
    play('delayed-reward', 0).forEach((step, i) => {
      expect(step).toEqual(i % 2 === 0 ? { seen: 0, reward: 0, over: 0 } : { seen: 1, reward: 1, over: 1 });
    });
  });

  test('chosen: the choice alone counts', () => {
    for (const { reward } of play('chosen-reward', 1)) expect(reward).toBe(1);
    for (const { reward } of play('chosen-reward', 0)) expect(reward).toBe(-1);
  });

  test('chosen and observed: the choice has to fit what is seen', () => {
    for (const { seen, reward } of play('chosen-and-observed-reward', 1)) expect(reward).toBe(seen);
    for (const { seen, reward } of play('chosen-and-observed-reward', 0)) expect(reward).toBe(-seen);
  });
});

describe('the books that all environments share', () => {
  const all: readonly (readonly [string, () => VectorEnvironment])[] = [
    ['CartPole', () => cartPole(5)],
    ['identity', () => identityEnvironment(5)],
    ['identity box', () => identityBoxEnvironment(5)],
    ...(Object.keys(PROBES) as ProbeName[]).map((name) => [name, () => probeEnvironment(name, 5)] as const),
  ];

  test.each(all)('%s: goes on bit-equal after it was saved, sent through JSON and loaded', (_name, make) => {
    const one = begin(make());
    drive(one, 130);
    const other = begin(make(), 99);
    other.environment.load(JSON.parse(JSON.stringify(one.environment.save())));
    other.result.observations.set(one.result.observations);
    expect(drive(other, 130, 7)).toEqual(drive(one, 130, 7));
  });

  test.each(all)('%s: the same seed is the same run', (_name, make) => {
    expect(drive(begin(make(), 4), 130)).toEqual(drive(begin(make(), 4), 130));
  });

  test('the luck of one environment does not hang on how many there are', () => {
    const few = begin(cartPole(2), 3).result.observations;
    const many = begin(cartPole(7), 3).result.observations;
    expect(many.subarray(0, 8)).toEqual(few);
  });

  test('returns and lengths of episodes are the sums of what each step said', () => {
    const carts = begin(cartPole(4));
    const sums = [0, 0, 0, 0];
    let ended = 0;
    for (let step = 0; step < 400; step++) {
      const { rewards, terminated, episodeReturns, episodeLengths } = carts.act(1, 0, step % 2, step % 3 === 0 ? 1 : 0);
      for (let i = 0; i < 4; i++) {
        sums[i] = (sums[i] as number) + (rewards[i] as number);
        if (terminated[i] === 0) continue;
        ended += 1;
        expect([episodeReturns[i], episodeLengths[i]]).toEqual([sums[i], sums[i]]);
        sums[i] = 0;
      }
    }
    expect(ended).toBeGreaterThan(50);
  });
});

/** What so many steps with changing actions say, as plain numbers. */
function drive({ environment, result }: Begun, steps: number, from = 0): unknown[] {
  const { actionSpace, count } = environment;
  const choices = actionSpace.kind === 'discrete' ? actionSpace.choices : 1;
  return Array.from({ length: steps }, (_, step) => {
    const actions = Float32Array.from({ length: count }, (_, i) => (step * 7 + i * 3 + from) % choices);
    environment.step(actions, result);
    const { observations, rewards, terminated, truncated } = result;
    return [[...observations], [...rewards], [...terminated], [...truncated]];
  });
}
