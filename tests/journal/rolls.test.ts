// Journals that give way to each other: on a change of configuration or code a run goes on where it stopped, at whatever
// position that was, and every journal still follows from its own code.

import { describe, expect, test } from '@jest/globals';
import {
  manifestOfJournal,
  openJournal,
  recordedResults,
  replayJournal,
  runBacktestFromJournal,
  type RunPlan,
} from '@tradingbot/backtester/journal';
import { runBacktest } from '@tradingbot/backtester/run';
import type { EventLog } from '@tradingbot/event-log';
import { inMemoryLog } from '@tradingbot/event-log/in-memory';
import { noise } from '@tradingbot/testing';
import { runStack, type StackRun } from './local-stack.ts';
import { eventsOf, fillsOf, payloadsOf } from './log-reading.ts';
import { planOf, scratch, type PlanOptions } from './plans.ts';

const LIMITS = { max_abs_position_notional: 2500, daily_loss_limit: 60 };
const QUIET = { journal: false, onProgress: () => {}, signal: new AbortController().signal };

async function replayed(log: EventLog, journal: string, plan: RunPlan): Promise<string> {
  const { verdict, reason } = await replayJournal(log, journal, { strategies: plan.strategies });
  return `${verdict} ${reason ?? ''}`.trim();
}

/** Plans that follow each other, each one stopped after some more positions, the last one running to the end. */
async function runInParts(plans: readonly RunPlan[], lengths: readonly number[], extra: Partial<StackRun> = {}) {
  const log = inMemoryLog();
  const states: string[] = [];
  const journals: { journal: string; plan: RunPlan }[] = [];
  for (const [part, plan] of plans.entries()) {
    const opened = await openJournal({ log, plan, fresh: false });
    states.push(opened.state);
    if (opened.state !== 'continued') journals.push({ journal: opened.journal, plan });
    const head = (await log.journals()).find(({ journal }) => journal === opened.journal)?.head.position ?? 0;
    const stopAt = part === plans.length - 1 ? Infinity : head + (lengths[part] ?? 0);
    await runStack({ ...extra, log, plan, journal: opened.journal, stopAt });
  }
  return { log, states, journals };
}

const randomLengths = (random: () => number, parts: number, most: number): number[] =>
  Array.from({ length: parts }, () => Math.floor(random() * most));

/** A journal may be left before anything was decided in it. */
const HOLDS = ['identical', 'inconclusive nothing was decided in it'];

async function expectAllToHold(log: EventLog, journals: readonly { journal: string; plan: RunPlan }[]): Promise<void> {
  for (const { journal, plan } of journals) expect(HOLDS).toContain(await replayed(log, journal, plan));
}

/** With a limit that nothing ever reaches: another configuration that decides the same. */
const withIdleLimit = (part: number): Promise<RunPlan> =>
  planOf({ risk: { ...LIMITS, max_order_notional: 1e9 + part } });

/** As if another release of the product had made the plan. */
const byRelease = (plan: RunPlan, name: string): RunPlan => ({
  ...plan,
  identity: { ...plan.identity, productCodeHash: name, codeHash: name },
});

describe('A run that is stopped at any position', () => {
  test('goes on in its journal when nothing has changed, and comes to the end of the backtest', async () => {
    const plan = await planOf({ risk: LIMITS });
    const { config, strategies } = plan;
    const { decision_digest } = await runBacktest({ ...QUIET, config, strategies });
    const random = noise(7);
    for (let round = 0; round < 8; round++) {
      const lengths = randomLengths(random, 3, 200);
      const { log, states, journals } = await runInParts([plan, plan, plan, plan], lengths);
      expect(states).toEqual(['new', 'continued', 'continued', 'continued']);
      const verdict = await replayJournal(log, journals[0]?.journal ?? '', { strategies });
      expect({ lengths, ...verdict }).toMatchObject({ lengths, verdict: 'identical', decision_digest });
    }
  }, 60_000);

  test('goes on in the next journal as if nothing had happened when what changed decides nothing', async () => {
    const whole = await runInParts([await withIdleLimit(0)], []);
    const expected = await fillsOf(whole.log);
    expect(expected.length).toBeGreaterThan(15);
    const plans = await Promise.all([0, 1, 2, 3].map(withIdleLimit));
    const random = noise(1);
    for (let round = 0; round < 8; round++) {
      const lengths = randomLengths(random, 3, 200);
      const { log, states, journals } = await runInParts(plans, lengths);
      expect(states).toEqual(['new', 'rolled', 'rolled', 'rolled']);
      expect({ lengths, fills: await fillsOf(log) }).toEqual({ lengths, fills: expected });
      await expectAllToHold(log, journals);
    }
  }, 60_000);

  test.each<[string, PlanOptions[]]>([
    ['the code of strategies', [{ codeHash: 'a' }, { codeHash: 'b' }, { codeHash: 'c' }]],
    ['parameters', [{}, { params: { left: { busy: 0.8 } } }, { params: { right: { busy: 0.9 } } }]],
    ['limits', [{}, { risk: { max_abs_position_notional: 900 } }, { risk: { max_order_notional: 300 } }]],
  ])(
    'rolls on a change of %s: positions and orders are carried on, and every journal holds',
    async (_, options) => {
      const plans = await Promise.all(options.map((one) => planOf({ risk: LIMITS, ...one })));
      const random = noise(2);
      let reopened = 0;
      for (let round = 0; round < 5; round++) {
        const { log, states, journals } = await runInParts(plans, randomLengths(random, 2, 220));
        expect(states).toEqual(['new', 'rolled', 'rolled']);
        await expectAllToHold(log, journals);
        await expectBooksToMeet(log);
        for (const { journal } of journals) {
          const carried = await payloadsOf(log, journal, 'run.carried');
          reopened += carried.filter(({ core }) => core === 'open-orders').length;
        }
      }
      expect(reopened).toBeGreaterThan(0);
    },
    60_000,
  );

  test('rolls on a change of the product: positions are carried on, orders are not, and no code judges another’s', async () => {
    const plan = await planOf({ risk: LIMITS });
    const plans = ['one', 'two', 'three'].map((name) => byRelease(plan, name));
    const random = noise(3);
    for (let round = 0; round < 5; round++) {
      const { log, journals } = await runInParts(plans, randomLengths(random, 2, 220));
      await expectFillsToBeKept(log);
      for (const { journal } of journals) {
        expect(await payloadsOf(log, journal, 'run.carried')).toEqual([]);
        expect(await replayed(log, journal, plan)).toMatch(/^(?:code_differs|inconclusive nothing was decided)/);
      }
    }
  }, 60_000);
});

/** What a journal opens with is what the one before it closed with, to the last unit. */
async function expectBooksToMeet(log: EventLog): Promise<void> {
  const infos = await log.journals();
  for (const [index, { journal, previous, genesis }] of infos.entries()) {
    if (index === 0) continue;
    const before = infos[index - 1];
    expect([previous, genesis]).toEqual([before?.journal, before?.head.hash]);
    const manifest = await manifestOfJournal(log, journal);
    expect(manifest.previous).toEqual({ journal: before?.journal, hash: before?.head.hash });
    expect(await opening(log, journal)).toEqual(await closing(log, before?.journal ?? ''));
  }
}

/** What a journal opens with is what all fills before it leave: also one that nobody had booked yet. */
async function expectFillsToBeKept(log: EventLog): Promise<void> {
  let cash = 10_000;
  const held: Record<string, number> = {};
  for (const { journal } of await log.journals()) {
    const opened = await opening(log, journal);
    expect(Number(opened.cash)).toBeCloseTo(cash, 6);
    const sums: Record<string, number> = {};
    for (const { instrument, qty } of opened.positions.values()) {
      sums[String(instrument)] = (sums[String(instrument)] ?? 0) + Number(qty);
    }
    for (const symbol of Object.keys(held))
      expect([symbol, sums[symbol] ?? 0]).toEqual([symbol, expect.closeTo(held[symbol] ?? 0, 6)]);
    for (const fill of await payloadsOf(log, journal, 'order.filled')) {
      const sign = fill['side'] === 'buy' ? 1 : -1;
      const symbol = String(fill['instrument']);
      cash -= sign * Number(fill['price']) * Number(fill['qty']) + Number(fill['fee']);
      held[symbol] = (held[symbol] ?? 0) + sign * Number(fill['qty']);
    }
  }
  expect(Object.keys(held).length).toBeGreaterThan(0);
}

const keyOf = ({ strategy, instrument }: Record<string, unknown>): string =>
  `${String(strategy)} ${String(instrument)}`;

async function opening(log: EventLog, journal: string) {
  const [cash] = await payloadsOf(log, journal, 'run.balance');
  const positions = await payloadsOf(log, journal, 'run.position');
  return { cash: cash?.['balance'], positions: new Map(positions.map((one) => [keyOf(one), one])) };
}

async function closing(log: EventLog, journal: string) {
  const { cash, positions } = await opening(log, journal);
  const equity = (await payloadsOf(log, journal, 'portfolio.equity')).at(-1);
  for (const one of await payloadsOf(log, journal, 'portfolio.position')) positions.set(keyOf(one), one);
  return { cash: equity?.['cash'] ?? cash, positions };
}

describe('What a roll carries on', () => {
  const halfway = 250;

  test('a command that stands, by its name in the store or by a new one', async () => {
    for (const [command, name] of [
      ['17', /^17$/],
      ['e1.1', /^e1\.1@\d{8}T/],
    ] as const) {
      const plan = await planOf({ risk: LIMITS });
      const commands = new Map([[5, { type: 'control.kill', command }]] as const);
      const { log, journals } = await runInParts([byRelease(plan, 'one'), byRelease(plan, 'two')], [halfway], {
        commands,
      });
      const [, rolled = { journal: '' }] = journals;
      const types = (await eventsOf(log, rolled.journal)).map(({ type }) => type);
      expect(types.slice(types.indexOf('run.started'))).toEqual(expect.arrayContaining(['control.kill', 'risk.state']));
      expect(types).not.toContain('order.filled');
      const [kill] = await payloadsOf(log, rolled.journal, 'control.kill');
      expect(kill).toMatchObject({ operator: 'ann', command: expect.stringMatching(name) });
      const { lastCommand } = await manifestOfJournal(log, rolled.journal);
      expect(lastCommand).toBe(command === '17' ? '17' : '');
    }
  });

  test('no command that was taken back', async () => {
    const plan = await planOf({ risk: LIMITS });
    const commands = new Map([
      [5, { type: 'control.kill', command: '1' }],
      [9, { type: 'control.resume', command: '2' }],
    ] as const);
    const { log, journals } = await runInParts([plan, await withIdleLimit(1)], [halfway], { commands });
    const [, rolled = { journal: '' }] = journals;
    expect((await eventsOf(log, rolled.journal)).filter(({ type }) => type === 'control.kill')).toHaveLength(1);
    expect((await manifestOfJournal(log, rolled.journal)).lastCommand).toBe('2');
  });

  test('positions by the names of strategies, and none without its strategy', async () => {
    const two = await planOf({ strategies: ['left', 'right'] });
    const turned = await planOf({ strategies: ['right', 'left', 'third'] });
    const { log, journals } = await runInParts([two, turned], [halfway]);
    await expectFillsToBeKept(log);
    const carried = (await opening(log, journals[1]?.journal ?? '')).positions;
    const left = (await closing(log, journals[0]?.journal ?? '')).positions;
    expect(carried.size).toBeGreaterThan(0);
    expect(carried).toEqual(left);
    await expectAllToHold(log, journals);

    const fewer = inMemoryLog();
    const { journal } = await openJournal({ log: fewer, plan: two, fresh: false });
    await runStack({ log: fewer, plan: two, journal, stopAt: halfway });
    const before = await fewer.journals();
    const refused = openJournal({ log: fewer, plan: await planOf({ strategies: ['left'] }), fresh: false });
    await expect(refused).rejects.toThrow(
      /has no strategy right, which still holds .* \(keep it until it holds nothing/,
    );
    expect(await fewer.journals()).toEqual(before);
  });

  test('the market: a rolled journal is one for backtests too, and its results begin with what it was given', async () => {
    const plans = [await planOf({ risk: LIMITS }), await withIdleLimit(1)];
    const { log, journals } = await runInParts(plans, [halfway]);
    for (const { journal, plan } of journals) {
      const { decision_digest } = await replayJournal(log, journal, { strategies: plan.strategies });
      const again = await runBacktestFromJournal(log, journal, { ...plan, ...QUIET });
      expect(again.decision_digest).toBe(decision_digest);
      const folder = scratch();
      const results = await recordedResults(log, journal, { artifactsDir: folder, logsDir: folder });
      const {
        decision_digest: digest,
        run_id: _run,
        artifacts_dir: _dir,
        bars_per_second: _rate,
        ...figures
      } = results;
      expect({ digest, ...figures }).toMatchObject({ digest: decision_digest });
      expect(again).toMatchObject(figures);
    }
  });
});

describe('Opening a journal', () => {
  const started = async () => {
    const plan = await planOf({ risk: LIMITS });
    const log = inMemoryLog();
    const { journal } = await openJournal({ log, plan, fresh: false });
    await runStack({ log, plan, journal, stopAt: 200 });
    return { log, plan, journal };
  };

  test('begins a new run on request, on other data, and after the end of a run', async () => {
    const { log, plan, journal } = await started();
    const fresh = await openJournal({ log, plan, fresh: true });
    expect(fresh).toMatchObject({
      state: 'new',
      sentence: expect.stringContaining(`${journal} is closed: a fresh start`),
    });
    expect((await eventsOf(log, journal)).slice(-2).map(({ type }) => type)).toEqual(['run.ending', 'run.closed']);
    expect(await replayed(log, journal, plan)).toBe('identical');

    const other = await openJournal({ log, plan: await planOf({ marketSeed: 6 }), fresh: false });
    expect(other).toMatchObject({ state: 'new', sentence: expect.stringContaining('it ran on other data') });

    const { plan: whole } = await started();
    const ended = inMemoryLog();
    const first = await openJournal({ log: ended, plan: whole, fresh: false });
    await runStack({ log: ended, plan: whole, journal: first.journal });
    const next = await openJournal({ log: ended, plan: whole, fresh: false });
    expect(next.state).toBe('new');
    expect(next.journal).not.toBe(first.journal);
    expect(await runStack({ log: ended, plan: whole, journal: next.journal })).toBe(true);
    expect((await fillsOf(ended)).length).toBeGreaterThan(15);
  });

  /** A log whose `call`-th use of a method fails, as in a crash. */
  const failing = (log: EventLog, method: 'createJournal' | 'openWriter', call: number): EventLog => {
    let calls = 0;
    return new Proxy(log, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (key === method && ++calls === call) throw new Error('crash');
          return Reflect.apply(value, target, args);
        };
      },
    });
  };

  test.each([
    ['before the next journal is made', 'createJournal', 1],
    ['before anything stands in it', 'openWriter', 2],
  ] as const)('goes on after a crash %s', async (_, method, call) => {
    const whole = await runInParts([await withIdleLimit(0)], []);
    const { log } = await started();
    const plan = await withIdleLimit(1);
    await expect(openJournal({ log: failing(log, method, call), plan, fresh: false })).rejects.toThrow('crash');
    const { journal, state } = await openJournal({ log, plan, fresh: false });
    expect(state).toBe('rolled');
    expect((await log.journals()).map(({ head }) => head.position > 0)).toEqual([true, true]);
    await runStack({ log, plan, journal });
    expect(await fillsOf(log)).toEqual(await fillsOf(whole.log));
  });
});
