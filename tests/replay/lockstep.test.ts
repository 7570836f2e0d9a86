// Simulated time over the bus: whatever order messages come in, and whoever dies in between, the log is the one that
// the in-process sequencer writes.

import { expect, test } from '@jest/globals';
import {
  openLine,
  sequencedOf,
  serialiserFor,
  storable,
  type Catalog,
  type RecordedEvent,
  type UnsequencedEvent,
} from '@tradingbot/contracts';
import { createCoreRunner, type CoreRunner, type Emission } from '@tradingbot/core';
import { createJournalFold, createLockstepOrder, type Order } from '@tradingbot/sequencer';
import { ETH, noise, randomRows, seriesOf, usdt } from '@tradingbot/testing';
import { builtIn, runEngine, type EngineRun } from '../engine/run-engine.ts';
import { richRun } from './rich-market.ts';

const JOURNAL = 'lockstep';

const inProcess = (): Promise<EngineRun> =>
  runEngine([seriesOf(randomRows(11, 60)), seriesOf(randomRows(12, 60, 400), ETH)], {
    cash: usdt('1000'),
    slippagePpb: 200_000,
    maxPositionNotional: usdt('700'),
    dailyLossLimit: usdt('8'),
    strategies: [
      builtIn('ema-cross', { fast: 2, slow: 5, weight: 0.6 }, 'trend'),
      builtIn('momentum', { lookback: 3, enter: 0.004, exit: -0.004, weight: 0.5 }, 'pace'),
    ],
  });

test.each([
  ['a plain market', 30, inProcess],
  ['a market with weather', 6, () => richRun()],
] as const)(
  'random schedules of %s (%i), with deaths of everybody, give the log of the engine',
  async (_, schedules, run) => {
    const { journal, cores, catalog } = await run();
    const expected = journal.trimEnd().split('\n').map(openLine);
    for (let seed = 1; seed <= schedules; seed++) {
      const log = new Network(expected, cores, catalog, noise(seed)).run();
      expect([seed, log.map(essence)]).toEqual([seed, expected.map(essence)]);
    }
  },
  60_000,
);

const essence = ({ position, type, source, cause, ordinal, correlation, time, payload }: RecordedEvent): string =>
  `${position} ${type} ${source} ${cause}.${ordinal} ${correlation} ${time} ${payload}`;

interface Worker {
  runner: CoreRunner;
  position: number;
  taken: number;
}

/** The sequencer, the cores and the feeder of market data, each doing its next step whenever luck says so. */
class Network {
  private readonly lines: string[] = [];
  private readonly groups: UnsequencedEvent[][];
  private readonly serialiser;
  private workers: Worker[];
  private order: Order;
  private nextGroup = 0;
  private appendedByFeeder: number;
  private readonly ranks;

  private readonly build: EngineRun['cores'];
  private readonly catalog: Catalog;
  private readonly random: () => number;

  constructor(expected: readonly RecordedEvent[], build: EngineRun['cores'], catalog: Catalog, random: () => number) {
    this.build = build;
    this.catalog = catalog;
    this.random = random;
    this.serialiser = serialiserFor(catalog);
    this.ranks = build().map((core) => core.name);
    const started = expected.findIndex(({ type }) => type === 'run.started');
    for (const one of expected.slice(0, started + 1)) this.write([this.unsequenced(one)]);
    this.appendedByFeeder = this.read().filter(({ source }) => source === 'market-data').length;
    this.groups = groupsOf(expected.slice(started + 1).filter(({ source }) => source === 'market-data')).map((group) =>
      group.map((one) => this.unsequenced(one)),
    );
    this.workers = build().map((core) => this.startWorker(core));
    this.order = this.startOrder();
  }

  run(): RecordedEvent[] {
    for (let step = 0; !this.order.closed; step++) {
      if (step > 2_000_000) throw new Error(`it stands still at position ${this.lines.length}`);
      this.act(Math.floor(this.random() * 12), Math.floor(this.random() * this.workers.length));
    }
    return this.read();
  }

  private act(action: number, index: number): void {
    if (action < 3) this.commit();
    else if (action < 7) this.decide(index);
    else if (action < 10) this.send(index);
    else if (action === 10) this.feed();
    else if (this.random() < 0.02) this.crash(index);
  }

  private commit(): void {
    const batch = this.order.take(this.lines.length);
    if (batch === undefined) return;
    this.write(batch.events);
    batch.settled(this.lines.length);
  }

  private decide(index: number): void {
    const worker = this.workers[index] as Worker;
    const line = this.lines[worker.position];
    if (line === undefined) return;
    worker.position += 1;
    this.see(worker.runner, line);
  }

  private see(runner: CoreRunner, line: string): void {
    const recorded = openLine(line);
    const difference = runner.see(recorded, () => sequencedOf(recorded, this.serialiser));
    if (difference !== undefined) throw new Error(`a core decides otherwise at position ${difference.position}`);
  }

  private send(index: number): void {
    const { runner, position, taken } = this.workers[index] as Worker;
    const { name } = runner.core;
    const mark = { done: position, wake: runner.wake };
    const first = Math.max(taken, runner.seen);
    const emitted = runner.seen + runner.pending.length;
    // Now and then a mark overtakes the decisions that it stands for, or is said again.
    if (first === emitted || this.random() < 0.1) return this.order.mark(name, emitted, mark);
    const events: UnsequencedEvent[] = [];
    for (let i = first - runner.seen; i < runner.pending.length; i++) {
      events.push(this.fromEmission(runner.pending.at(i) as Emission, name));
    }
    const refused = this.order.append({ source: name, first, mark, events }, () => undefined);
    const worker = this.workers[index] as Worker;
    if (refused?.expected !== undefined) worker.taken = refused.expected;
    // Sometimes the answer is lost, and all of it is sent again.
    else worker.taken = this.random() < 0.8 ? emitted : 0;
  }

  private feed(): void {
    const group = this.groups[this.nextGroup];
    if (group === undefined) return void this.order.close('end of data', () => undefined);
    const offer = { source: 'market-data' as const, first: this.appendedByFeeder, mark: { done: 0, wake: Infinity } };
    const refusal = this.order.append({ ...offer, events: group }, () => {
      this.appendedByFeeder += group.length;
      this.nextGroup += 1;
    });
    if (refusal !== undefined) throw new Error(refusal.message);
  }

  /** The sequencer or a core dies and comes again with nothing but the log. */
  private crash(index: number): void {
    if (this.random() < 0.5) {
      this.order = this.startOrder();
      for (const worker of this.workers) worker.taken = 0;
      return;
    }
    const core = this.build()[index];
    if (core !== undefined) this.workers[index] = this.startWorker(core);
  }

  private startOrder(): Order {
    const fold = createJournalFold();
    for (const recorded of this.read()) fold.see(recorded);
    return createLockstepOrder({ ranks: this.ranks, closePositions: true, fold });
  }

  private startWorker(core: ReturnType<EngineRun['cores']>[number]): Worker {
    const runner = createCoreRunner(core, { catalog: this.catalog, seed: 7 }, this.serialiser);
    for (const line of this.lines) this.see(runner, line);
    return { runner, position: this.lines.length, taken: 0 };
  }

  private write(events: readonly UnsequencedEvent[]): void {
    for (const event of events) {
      this.lines.push(storable(event, JOURNAL, this.catalog, this.serialiser).bodyAt(this.lines.length + 1));
    }
  }

  private read(): RecordedEvent[] {
    return this.lines.map(openLine);
  }

  private unsequenced(recorded: RecordedEvent): UnsequencedEvent {
    return sequencedOf(recorded, this.serialiser);
  }

  private fromEmission({ type, time, cause, ordinal, correlation, payload }: Emission, source: RecordedEvent['source']) {
    const parsed = this.serialiser.parse(type, JSON.parse(payload));
    return { type, source, time, cause, ordinal, correlation, payload: parsed } as UnsequencedEvent;
  }
}

/** What the feeder appends in one request: the facts of one kind at one instant. */
function groupsOf(facts: readonly RecordedEvent[]): RecordedEvent[][] {
  const groups: RecordedEvent[][] = [];
  for (const fact of facts) {
    const last = groups.at(-1);
    if (last?.[0]?.type === fact.type && last[0].time === fact.time) last.push(fact);
    else groups.push([fact]);
  }
  return groups;
}
