// Stopped anywhere and started again, the journal is the same as if it had never stopped.

import { describe, expect, test } from '@jest/globals';
import type { BarSeries, CorporateAction } from '@tradingbot/bars';
import { playTimeline } from '@tradingbot/bars/files';
import {
  lineType,
  openLine,
  serialiserFor,
  storable,
  type EventType,
  type Payload,
  type ProducedEvent,
  type RecordedManifest,
  type Source,
} from '@tradingbot/contracts';
import { amount, micros, price, qty, type Micros, type Timeframe } from '@tradingbot/domain';
import { ALPHA, BTC, CATALOG, ETH, HOUR, hour, randomRows, seriesOf, type Row } from '@tradingbot/testing';
import fc from 'fast-check';
import { createMarketFacts, createResumePoint, ENDINGS, rulesInForce } from '../core/index.ts';
import type { Market } from './groups-of.ts';
import { lastGroupBefore } from './last-group-before.ts';
import type { PaceClock, Speed } from './pace.ts';
import { runMarketData, type MarketDataOutcome, type Producer } from './run-market-data.ts';

const SERIALISER = serialiserFor(CATALOG);
const START = hour(1);

/** Two series, the second of bars of four hours, and rules that change within. */
const marketOf = (rows: readonly Row[], slowRows: readonly Row[], chunk: number): Market => ({
  catalog: CATALOG,
  rules: [
    [ruleFrom(0), ruleFrom(hour(4))],
    [ruleFrom(0), ruleFrom(hour(5) + 1), ruleFrom(hour(8))],
  ],
  series: [{ ...pathed(seriesOf(rows, BTC, chunk)), actions: ACTIONS }, slow(seriesOf(slowRows, ETH, chunk))],
});
const ACTIONS: readonly CorporateAction[] = [
  { kind: 'split', from: micros(hour(0)), numerator: 9, denominator: 1 },
  { kind: 'dividend', from: micros(hour(3)), perShare: amount(12_000_000) },
  { kind: 'split', from: micros(hour(3) + 1), numerator: 2, denominator: 1 },
];
const ROWS = [1, 2, 3, 4, 5, 6].map((at) => flat(at, 100 + at));
const SLOW_ROWS = [1, 5].map((at) => flat(at, 200 + at));
const MARKET = marketOf(ROWS, SLOW_ROWS, 2);

describe('Market data', () => {
  test('appends rules, closes and opens of an instant in this order, each in one request, and closes the journal', async () => {
    const log = createLog();
    expect(await log.run(MARKET)).toBe('end of data');
    const stages = log.groups().map(({ time, types }) => `${(time - hour(0)) / HOUR} ${types.join(' ')}`);
    expect(stages).toEqual([
      '1 md.path md.open md.open',
      ...['2 md.bar', '2 md.path md.open', '3 md.bar', '3 md.dividend', '3 md.path md.open'],
      ...['4 md.instrument', '4 md.bar', '4 md.split', '4 md.path md.open'],
      ...['5 md.bar md.bar', '5 md.path md.open md.open'],
      ...['6 md.instrument', '6 md.bar', '6 md.path md.open'],
      ...['7 md.bar', '9 md.instrument', '9 md.bar'],
    ]);
    expect(log.closedBy).toBe('end of data');
  });

  test('says what the engine of a backtest says, in the same groups', async () => {
    const log = createLog();
    await log.run(MARKET);
    const inProcess: string[] = [];
    const say =
      <Type extends EventType>(type: Type) =>
      (time: number, payload: Payload<Type>): void => {
        const event = { type, source: 'market-data' as const, time: time as Micros, cause: 0, ordinal: 0 };
        const stored = storable({ ...event, correlation: 1, payload }, 'first', CATALOG, SERIALISER);
        inProcess.push(`${type} ${openLine(stored.bodyAt(1)).payload}`);
      };
    const facts = createMarketFacts(CATALOG, MARKET.rules, {
      instant: () => undefined,
      instrument: say('md.instrument'),
      bar: say('md.bar'),
      path: say('md.path'),
      open: say('md.open'),
      split: say('md.split'),
      dividend: say('md.dividend'),
      drain: () => inProcess.at(-1) !== '|' && inProcess.push('|'),
    });
    facts.opening(START);
    await playTimeline(MARKET.series, facts);
    const live = log
      .groups()
      .flatMap(({ types, payloads }) => [...types.map((type, i) => `${type} ${payloads[i]}`), '|']);
    expect(inProcess).toEqual(live);
    expect(live.filter((text) => text.startsWith('md.path') || text.startsWith('md.split')).length).toBe(7);
  });

  test('goes on after any group, answered or not, as if nothing had happened', async () => {
    const market = fc.record({
      seed: fc.nat(),
      length: fc.integer({ min: 1, max: 6 }),
      chunk: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(market, async ({ seed, length, chunk }) => {
        const slowRows = randomRows(seed + 1, length).map((row) => ({ ...row, at: 1 + (row.at - 1) * 4 }));
        const played = marketOf(randomRows(seed, length), slowRows, chunk);
        const whole = createLog();
        await whole.run(played);
        const { length: groups } = whole.groups();
        for (let cut = 0; cut <= groups; cut++) {
          const how = (['stopped', 'unanswered', 'refused'] as const)[cut % 3] ?? 'stopped';
          const log = createLog();
          await log.run(played, { cut, how });
          expect(log.groups().length).toBe(Math.min(groups, how === 'unanswered' ? cut + 1 : cut));
          await log.run(played);
          expect(log.lines('first')).toEqual(whole.lines('first'));
          expect(log.closedBy).toBe('end of data');
        }
      }),
      { numRuns: 10 },
    );
  }, 30_000);

  test('goes on in the next journal when the journal rolls, from any group', async () => {
    const whole = createLog();
    await whole.run(MARKET);
    const groups = whole.groups();
    for (let cut = 0; cut <= groups.length; cut++) {
      const log = createLog();
      await log.run(MARKET, { cut, how: 'stopped' });
      log.roll('second');
      // Nothing in between, and stopped again.
      log.roll('third');
      await log.run(MARKET, { cut: 1, how: 'stopped' });
      await log.run(MARKET);
      expect(log.groups('first', 'second', 'third')).toEqual(groups);
    }
  });

  test.each(Object.values(ENDINGS))('begins anew in the next journal when the run has ended: %s', async (reason) => {
    const log = createLog();
    await log.run(MARKET, { cut: 5, how: 'stopped' });
    log.roll('second', reason, START);
    await log.run(MARKET);
    const whole = createLog();
    await whole.run(MARKET);
    expect(log.groups('second')).toEqual(whole.groups());
  });

  test('only closes the journal when everything is there already', async () => {
    const log = createLog();
    await log.run(MARKET, { cut: Infinity, how: 'refused' });
    const lines = log.lines('first');
    expect(log.closedBy).toBeUndefined();
    await log.run(MARKET);
    expect([log.lines('first'), log.closedBy]).toEqual([lines, 'end of data']);
  });

  test('is refused when the data is another than the journal was begun with', async () => {
    const log = createLog();
    await log.run(MARKET, { cut: 4, how: 'stopped' });
    const other = marketOf([flat(1, 100), flat(2, 101), flat(3, 100)], SLOW_ROWS, 2);
    const sentence = /^data: the journal has other market data at \S+ than there is now \(bring back the data/;
    await expect(log.run(other)).rejects.toThrow(sentence);
    await expect(log.run({ ...MARKET, series: MARKET.series.slice(1) })).rejects.toThrow(sentence);
    await expect(log.run({ ...MARKET, series: [] })).rejects.toThrow(sentence);
  });

  test('plays no group before it is due, and none twice over a stop', async () => {
    const log = createLog();
    const clock = stoppedClock();
    await log.run(MARKET, { cut: 3, how: 'stopped' }, { speed: 3_600, clock });
    // The first at once; then one second for each hour.
    expect(clock.now()).toBe(1_000);
    await log.run(MARKET, undefined, { speed: 3_600, clock });
    const times = log.groups().map(({ time }) => time);
    expect(clock.now()).toBe(1_000 + (((times.at(-1) ?? 0) - (times[3] ?? 0)) / HOUR) * 1_000);
  });

  test('stops while it waits for what is due', async () => {
    const log = createLog();
    const stop = new AbortController();
    const clock: PaceClock = { now: () => 0, wait: async () => stop.abort() };
    expect(await log.run(MARKET, undefined, { speed: 1, clock, stop })).toBe('stopped');
    expect([log.groups().length, log.closedBy]).toEqual([1, undefined]);
  });

  test('stops while it passes over what is recorded', async () => {
    const log = createLog();
    await log.run(MARKET);
    const stop = new AbortController();
    stop.abort();
    expect(await log.run(MARKET, undefined, { stop })).toBe('stopped');
  });
});

test('The last group is found at the end of a long journal, wherever its pages end', async () => {
  for (const noise of [0, 1, 998, 999, 1_000, 1_001, 2_345]) {
    const log = createLog();
    await log.run(MARKET, { cut: 2, how: 'stopped' });
    for (let i = 0; i < noise; i++) log.decide();
    log.roll('second');
    const found = await lastGroupBefore(log.manifest('second'), log.readPage);
    expect(found).toEqual({ time: hour(2), stage: 'closes' });
  }
  const log = createLog();
  expect(await lastGroupBefore(log.manifest('first'), log.readPage)).toBeUndefined();
});

function ruleFrom(from: number) {
  return { from: micros(from), tick: price(1), lot: qty(1), minQty: qty(1), minNotional: 0 };
}

function flat(at: number, close: number): Row {
  return { at, open: close, high: close, low: close, close };
}

function slow(series: BarSeries): BarSeries {
  return { ...series, timeframe: (4 * HOUR) as Timeframe };
}

/** The same bars, each with two prices inside. */
function pathed(series: BarSeries): BarSeries {
  return {
    ...series,
    async *chunks() {
      for await (const chunk of series.chunks()) {
        const prices = new Float64Array(2 * chunk.length).map((_, i) => (chunk.close[i >> 1] ?? 0) + (i % 2));
        const known = new Uint8Array(chunk.length).fill(1);
        yield { ...chunk, path: { step: (HOUR / 2) as Timeframe, perBar: 2, prices, known } };
      }
    },
  };
}

function stoppedClock(): PaceClock {
  let now = 0;
  return { now: () => now, wait: async (ms) => void (now += ms) };
}

interface Cut {
  /** After how many groups of this run. */
  readonly cut: number;
  /** Asked to stop; or the group after is written and not answered; or not written. */
  readonly how: 'stopped' | 'unanswered' | 'refused';
}

interface Pacing {
  readonly speed?: Speed;
  readonly clock?: PaceClock;
  readonly stop?: AbortController;
}

interface GroupSeen {
  readonly time: number;
  readonly types: readonly string[];
  readonly payloads: readonly string[];
}

/** The log in memory: what is appended is written at once, and decided upon. */
function createLog() {
  const journals = new Map<string, string[]>();
  const manifests = new Map<string, RecordedManifest>();
  let current = '';
  const groups: { journal: string; first: number; count: number }[] = [];
  let closedBy: string | undefined;

  const linesOf = (journal: string): string[] => journals.get(journal) ?? [];

  function write<Type extends EventType>(
    source: Source,
    type: Type,
    time: number,
    payload: Payload<Type>,
    cause = 0,
  ): void {
    const lines = linesOf(current);
    const event = { type, source, time: time as Micros, cause, ordinal: 0, correlation: 1, payload };
    lines.push(storable(event, current, CATALOG, SERIALISER).bodyAt(lines.length + 1));
  }

  function open(journal: string, time: number, previous: RecordedManifest['previous']): void {
    current = journal;
    journals.set(journal, []);
    manifests.set(journal, { previous } as RecordedManifest);
    const manifest = { ...MANIFEST, previous };
    write('sequencer', 'run.manifest', time, { manifest });
    for (const rules of rulesInForce(CATALOG, MARKET.rules, time)) write('market-data', 'md.instrument', time, rules);
    write('sequencer', 'run.started', time, {});
  }

  /** A decision on the last event, as cores make them. */
  function decide(): void {
    const lines = linesOf(current);
    const { time, position } = openLine(lines.at(-1) ?? '');
    write('strategy', 'strategy.logged', time, { strategy: ALPHA, level: 'info', message: 'seen' }, position);
  }

  function append(events: readonly ProducedEvent[]): void {
    groups.push({ journal: current, first: linesOf(current).length, count: events.length });
    for (const { type, time, payload } of events) {
      write('market-data', type, time, SERIALISER.parse(type, JSON.parse(payload)));
    }
    decide();
  }

  const readPage = async (journal: string, after: number, limit: number): Promise<string[]> =>
    linesOf(journal).slice(after, after + limit);

  async function run(
    market: Market,
    cut: Cut = { cut: Infinity, how: 'stopped' },
    { speed = 'max', clock = stoppedClock(), stop = new AbortController() }: Pacing = {},
  ): Promise<MarketDataOutcome | 'failed'> {
    const fold = createResumePoint();
    for (const line of linesOf(current)) fold.see(openLine(line));
    const resume = fold.point(await lastGroupBefore(manifests.get(current) as RecordedManifest, readPage));
    let left = cut.cut;
    const producer: Producer = {
      get appended() {
        return linesOf(current).filter((line) => lineType(line).startsWith('md.')).length;
      },
      append: async (events) => {
        if (left === 0 && cut.how !== 'stopped') {
          if (cut.how === 'unanswered') append(events);
          throw new Error('no answer');
        }
        append(events);
        left -= 1;
        if (left === 0 && cut.how === 'stopped') stop.abort();
      },
      close: async (reason) => {
        if (cut.how === 'refused') throw new Error('no answer');
        closedBy = reason;
      },
    };
    if (left === 0 && cut.how === 'stopped') stop.abort();
    try {
      return await runMarketData({ ...market, producer, resume, speed, clock, signal: stop.signal });
    } catch (error) {
      if (error instanceof Error && error.message === 'no answer') return 'failed';
      throw error;
    }
  }

  open('first', START, null);
  return {
    run,
    decide,
    readPage,
    manifest: (journal: string) => manifests.get(journal) as RecordedManifest,
    lines: linesOf,
    /** Closes the journal, and opens the next one at `time`: of the same run, unless that ends for a reason. */
    roll(next: string, reason?: string, time = openLine(linesOf(current).at(-1) ?? '').time) {
      const end = openLine(linesOf(current).at(-1) ?? '').time;
      if (reason !== undefined) write('sequencer', 'run.ending', end, { closePositions: false, reason });
      write('sequencer', 'run.closed', end, { facts: 0, decisions: 0, done: {} });
      open(next, time, { journal: current, hash: '' });
    },
    /** The groups as they were appended, with what stands in the journal. */
    groups(...names: string[]): GroupSeen[] {
      const wanted = names.length === 0 ? ['first'] : names;
      return groups
        .filter(({ journal }) => wanted.includes(journal))
        .map(({ journal, first, count }) => {
          const events = linesOf(journal)
            .slice(first, first + count)
            .map(openLine);
          return {
            time: events[0]?.time ?? 0,
            types: events.map(({ type }) => type),
            payloads: events.map(({ payload }) => payload),
          };
        });
    },
    get closedBy() {
      return closedBy;
    },
  };
}

const MANIFEST: RecordedManifest = {
  product: '',
  node: '',
  stack: '',
  clock: 'simulated',
  previous: null,
  lastCommand: '',
  codeHash: '',
  productCodeHash: '',
  strategyCodeHashes: [],
  configurationHash: '',
  dataHash: '',
  seed: 1,
  synthetic: true,
  currency: CATALOG.currency,
  instruments: [...CATALOG.instruments],
  strategies: [...CATALOG.strategies],
  ranks: [],
  configuration: {},
};
