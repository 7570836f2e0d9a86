// The strategy that trades a trained policy: what it names, when it names nothing, and that a restart changes nothing.

import { describe, expect, test } from '@jest/globals';
import type { Json, Payload } from '@tradingbot/contracts';
import { startCore } from '@tradingbot/core';
import { createTailWriter, observationPlan, observeSeries } from '@tradingbot/features';
import { createDecider } from '@tradingbot/policy';
import {
  balance,
  bar,
  BTC,
  filled,
  hour,
  MANIFEST,
  noise,
  randomModel,
  said,
  split,
  submitted,
  type Spoken,
} from '@tradingbot/testing';
import { TYPE_CODE, sequencedFact } from '@tradingbot/contracts';
import { strategyCore } from '../strategy-core.ts';
import { PolicyParams } from './policy-terms.ts';
import { policyStrategy } from './policy.ts';

const model = randomModel({ seed: 3 });
const names = model.data.features.names;
const plan = observationPlan({
  columns: [],
  timeframe: '1h',
  assetClass: 'crypto_spot',
  instruments: [],
  include: names,
});
const ONE = { ...MANIFEST, catalog: { ...MANIFEST.catalog, strategies: ['policy'] } };

const core = (over: object = {}) => {
  const params = PolicyParams.parse({ model: 'a.zip', weight: 1, min_change: 0, ...over });
  return strategyCore([{ name: 'policy', definition: policyStrategy(model, plan), params }]);
};

/** A running core, and what it has wanted so far: time in hours and weight in parts per billion. */
function running(over: object = {}, saved?: Json) {
  const wanted: { at: number; weight: number }[] = [];
  const started = startCore(core(over), ONE, saved);
  let position = 0;
  return {
    wanted,
    save: (): Json => JSON.parse(JSON.stringify(started.core.save(started.state))) as Json,
    feed(events: readonly Spoken[]): void {
      for (const { type, payload, time = hour(0) } of events) {
        position += 1;
        const event = sequencedFact(type, TYPE_CODE[type], position, time, 'sequencer', payload as never);
        started.core.step(started.state, event, (_type, body) => {
          const { target } = body as Payload<'signal.target'>;
          if (target.kind === 'weight') wanted.push({ at: (time - hour(0)) / 3.6e9, weight: target.weight });
        });
      }
    },
  };
}

const draw = noise(11);
/** Hourly bars of a market that wanders. */
const bars = Array.from({ length: 120 }, () => draw()).reduce<{ close: number; rows: Spoken[] }>(
  ({ close, rows }, chance) => {
    const next = Math.round(close * (0.97 + 0.06 * chance) * 100) / 100;
    const high = (Math.max(close, next) + 1).toFixed(2);
    const low = (Math.min(close, next) - 1).toFixed(2);
    rows.push(bar(next.toFixed(2), rows.length + 1, { open: close.toFixed(2), high, low }));
    return { close: next, rows };
  },
  { close: 400, rows: [] },
).rows;

const unit = 10 ** (ONE.catalog.instruments[BTC]?.priceScale ?? 0);
const column = (name: 'open' | 'high' | 'low' | 'close' | 'volume'): Float64Array =>
  Float64Array.from(bars, ({ payload }) => {
    const value = (payload as Payload<'md.bar'>)[name];
    return name === 'volume' ? value : value / unit;
  });

/** As training observes: the whole series at once, and the account behind it. */
function decidedAt(row: number, cash: number, positionValue: number, fillRatio: number): number {
  const columns = Object.fromEntries(
    (['open', 'high', 'low', 'close', 'volume'] as const).map((name) => [name, column(name)]),
  );
  const market = observeSeries(plan, columns);
  const observation = new Float32Array(names.length);
  observation.set(market.subarray(row * plan.marketCount, (row + 1) * plan.marketCount));
  createTailWriter(plan).write(cash, positionValue, cash + positionValue, fillRatio, observation, plan.marketCount);
  return Math.round(createDecider(model).decide(observation) * 1e9);
}

describe('the strategy policy', () => {
  test('names at each close what the policy says of what training would have observed', () => {
    const { feed, wanted } = running();
    feed([balance('1000'), ...bars]);
    const expected = bars
      .map((_, row) => ({ at: row + 1, weight: row + 1 < plan.warmup ? 0 : decidedAt(row, 1_000, 0, 1) }))
      // What is held already is not asked for.
      .filter(({ weight }) => weight > 0);
    expect(wanted).toEqual(expected);
    expect(wanted.length).toBeGreaterThan(60);
    expect(new Set(wanted.map(({ weight }) => weight)).size).toBeGreaterThan(50);
  });

  test('sees its own account: what it holds, and how much of its last order was filled', () => {
    const { feed, wanted } = running();
    const at = 60;
    const fill = filled('o1', 'buy', '1.5', '400', { remaining: '0.5' });
    feed([
      balance('1000'),
      ...bars.slice(0, at),
      submitted('o1', 'buy', '2'),
      fill,
      said('order.canceled', {
        orderId: 'o1',
        instrument: BTC,
        remaining: fill.payload.remaining,
        code: 'REQUESTED',
      }),
    ]);
    wanted.length = 0;
    feed(bars.slice(at, at + 1));
    expect(wanted).toEqual([{ at: at + 1, weight: decidedAt(at, 400, 1.5 * (column('close')[at] as number), 0.75) }]);
  });

  test('names nothing that lies within min_change of what is held, or of what is on order', () => {
    const patient = running({ min_change: 1 });
    patient.feed([balance('1000'), ...bars]);
    expect(patient.wanted).toEqual([]);
    const eager = running({ min_change: 0.02 });
    eager.feed([balance('1000'), ...bars.slice(0, 60)]);
    const asked = eager.wanted.at(-1)?.weight ?? NaN;
    eager.feed([submitted('o1', 'buy', '2')]);
    eager.wanted.length = 0;
    eager.feed(bars.slice(60));
    // Each is further than that from the one before it, since the order is still being worked.
    const steps = eager.wanted.map(({ weight }, i) => Math.abs(weight - (eager.wanted[i - 1]?.weight ?? asked)));
    expect(steps.length).toBeGreaterThan(3);
    expect(Math.min(...steps)).toBeGreaterThan(0.02e9);
  });

  test('holds its share of equity where there are several symbols', () => {
    const { feed, wanted } = running({ weight: 0.25 });
    feed([balance('1000'), ...bars]);
    expect(Math.max(...wanted.map(({ weight }) => weight))).toBeLessThanOrEqual(0.25e9);
    const first = wanted.find(({ at }) => at >= plan.warmup);
    expect(first?.weight).toBe(Math.round(decidedAt((first?.at ?? 0) - 1, 250, 0, 1) / 4));
    const holding = running({ weight: 0.25 });
    const bought = [submitted('o1', 'buy', '0.5'), filled('o1', 'buy', '0.5', '400')];
    holding.feed([balance('1000'), ...bars.slice(0, 60), ...bought]);
    holding.wanted.length = 0;
    holding.feed(bars.slice(60, 61));
    const held = 0.5 * (column('close')[60] as number);
    const worth = (800 + held) / 4;
    expect(holding.wanted).toEqual([{ at: 61, weight: Math.round(decidedAt(60, worth - held, held, 1) / 4) }]);
  });

  test('compares prices before and after a split in shares of one kind', () => {
    const [plain, split2] = [running(), running()];
    const halved = bars.slice(70).map((spoken) => {
      const { open, high, low, close, ...rest } = spoken.payload as Payload<'md.bar'>;
      const half = (price: number): never => (price / 2) as never;
      return said(
        'md.bar',
        { ...rest, open: half(open), high: half(high), low: half(low), close: half(close), volume: rest.volume * 2 },
        spoken.time,
      );
    });
    plain.feed([balance('1000'), ...bars]);
    split2.feed([balance('1000'), ...bars.slice(0, 70), split(2), ...halved]);
    expect(split2.wanted).toEqual(plain.wanted);
  });

  test.each([1, 20, plan.warmup, 60, 119])('decides the same when it is saved and restored after bar %i', (cut) => {
    const straight = running();
    const events = [balance('1000'), ...bars];
    straight.feed(events);
    const before = running();
    before.feed(events.slice(0, cut + 1));
    const after = running({}, before.save());
    after.feed(events.slice(cut + 1));
    expect([...before.wanted, ...after.wanted]).toEqual(straight.wanted);
  });
});
