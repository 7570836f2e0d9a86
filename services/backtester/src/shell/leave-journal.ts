// Leaving a journal, so that the next one goes on where it stops: what its cores still had to say is said, it is closed,
// and what the next one must know is gathered. Nothing is decided again: all of it follows from what is recorded.

import { catalogOf, configOfManifest, strategySpecs } from '@tradingbot/config';
import {
  canonicalJson,
  sequencedOf,
  serialiserFor,
  type Json,
  type Payload,
  type RecordedEvent,
  type RecordedManifest,
  type Serialiser,
} from '@tradingbot/contracts';
import { createCoreRunner, type CoreRunner } from '@tradingbot/core';
import { InputError } from '@tradingbot/domain';
import type { LogReader } from '@tradingbot/event-log';
import { OPEN_ORDERS, statedOrders } from '@tradingbot/portfolio';
import { coresOf, createDoneMarks, createJournalBooks, manifestOf, settle, type JournalBooks } from '../core/index.ts';
import { closingEvent } from './journal-facts.ts';
import type { RunPlan } from './plan-run.ts';
import { recordedEvents } from './read-journal.ts';

export interface LeftJournal {
  readonly books: JournalBooks;
  /** Of its last event. */
  readonly time: number;
  readonly carried: readonly Payload<'run.carried'>[];
  /** What is still to be appended, the closing fact last; nothing when the journal is closed already. */
  readonly missing: readonly RecordedEvent[];
}

/** Which cores' memory outlives a journal: code reads only what the same code wrote. */
export interface Survival {
  /** Venue, risk and execution: together or not at all, because an order is known to all of them. */
  readonly trading: boolean;
  readonly strategies: boolean;
}

export function survivalOf(old: RecordedManifest, { identity, catalog }: RunPlan): Survival {
  const trading = old.productCodeHash === identity.productCodeHash && isSame(old.strategies, catalog.strategies);
  const strategies =
    trading &&
    isSame(old.strategyCodeHashes, identity.strategyCodeHashes) &&
    isSame(
      strategySpecs(configOfManifest(old)),
      strategySpecs(configOfManifest(manifestOf(identity, catalog, old.seed))),
    );
  return { trading, strategies };
}

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(plain(a)) === canonicalJson(plain(b));
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/**
 * @param closed whether its closing fact is there already
 * @throws InputError when the journal does not follow from its own code: its state cannot be told
 */
export async function leaveJournal(
  reader: LogReader,
  journal: string,
  old: RecordedManifest,
  plan: RunPlan,
  closed: boolean,
): Promise<LeftJournal> {
  const catalog = catalogOf(old);
  const serialiser = serialiserFor(catalog);
  const survival = survivalOf(old, plan);
  const runners = survival.trading ? runnersOf(old, plan, survival, serialiser) : [];
  const books = createJournalBooks(catalog);
  const marks = createDoneMarks(old);
  let facts = 0;
  let last: RecordedEvent | undefined;

  function see(recorded: RecordedEvent): void {
    const event = once(() => sequencedOf(recorded, serialiser));
    last = recorded;
    if (recorded.cause === 0) facts += 1;
    marks.see(recorded);
    books.see(recorded, event);
    for (const runner of runners) {
      const difference = runner.see(recorded, event);
      if (difference !== undefined) refuseDifference(journal, difference.position, runner.core.name);
    }
  }

  for await (const chunk of recordedEvents(reader, journal)) chunk.forEach(see);
  if (last === undefined) throw new InputError(`journal ${journal}`, 'is empty: there is nothing to go on from');
  const missing: RecordedEvent[] = [];
  if (!closed) {
    const { position } = last;
    const sure = marks.marks();
    // The runners have seen these already: they are theirs.
    for (const decision of settle(runners, position, serialiser)) {
      last = decision;
      books.see(decision, () => sequencedOf(decision, serialiser));
      missing.push(decision);
    }
    const head = position + missing.length;
    const done = { ...sure, ...Object.fromEntries(runners.map(({ core }) => [core.name, head])) };
    const closing = closingEvent(head, last.time, { facts, decisions: head - facts, done });
    missing.push(closing);
    see(closing);
  }
  return { books, time: last.time, carried: carriedFrom(books, runners), missing };
}

/** The same cores that the journal was written by, from its own configuration. */
function runnersOf(
  old: RecordedManifest,
  plan: RunPlan,
  survival: Survival,
  serialiser: Serialiser,
): readonly CoreRunner[] {
  const catalog = catalogOf(old);
  const cores = coresOf(configOfManifest(old), catalog, survival.strategies ? plan.strategies : []);
  return cores
    .filter(({ name }) => name !== 'strategy' || survival.strategies)
    .map((core) => createCoreRunner(core, { catalog, seed: old.seed }, serialiser, old.clock));
}

function carriedFrom({ orders }: JournalBooks, runners: readonly CoreRunner[]): Payload<'run.carried'>[] {
  const carried: { core: string; state: Json }[] = [];
  // Before the cores: strategies that begin anew learn of the orders here, the others remember them.
  if (runners.length > 0 && orders.length > 0) carried.push({ core: OPEN_ORDERS, state: statedOrders(orders) });
  for (const { core, state } of runners) carried.push({ core: core.name, state: core.save(state) });
  return carried as unknown as Payload<'run.carried'>[];
}

function refuseDifference(journal: string, position: number, core: string): never {
  throw new InputError(
    `journal ${journal}`,
    `cannot be gone on with: at position ${position} it is not what ${core} decides`,
    `look at it with tradingbot replay --run ${journal} --verify, or begin anew with --fresh`,
  );
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
