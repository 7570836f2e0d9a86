// Writes the first facts of a journal: those of a new run, or of one that goes on where another stopped.

import { catalogOf } from '@tradingbot/config';
import { serialiserFor, storable, type RecordedManifest } from '@tradingbot/contracts';
import { micros, type Micros } from '@tradingbot/domain';
import type { EventLog, JournalInfo } from '@tradingbot/event-log';
import { rulesInForce } from '@tradingbot/market-data';
import { freshState, manifestOf, openingFacts, type OpeningState } from '../core/index.ts';
import { balancesOf, positionsOf, restated } from './carried-account.ts';
import { recordsOf } from './journal-facts.ts';
import { otherBalances } from './engine-setup.ts';
import { leaveJournal } from './leave-journal.ts';
import { startTimeOf, type RunPlan } from './plan-run.ts';
import { runIdOf, startedNow } from './run-identity.ts';

export interface JournalPlace {
  readonly log: EventLog;
  readonly plan: RunPlan;
  /** Oldest first. */
  readonly journals: readonly JournalInfo[];
  /** The one before, with events in it. */
  readonly last: JournalInfo | undefined;
  /** One that was made and never written. */
  readonly empty: JournalInfo | undefined;
  readonly lastCommand: string | undefined;
}

export interface JournalToLeave extends JournalInfo {
  readonly manifest: RecordedManifest;
  readonly closed: boolean;
}

/** A new run, from the configuration alone. @returns the journal's name */
export async function beginJournal(place: JournalPlace): Promise<string> {
  const { catalog, config, rules, cash } = place.plan;
  const time = await startTimeOf(place.plan);
  const state = freshState(catalog, cash, rulesInForce(catalog, rules, time), otherBalances(config, catalog));
  return write(place, time, place.lastCommand ?? '', () => state);
}

/** Leaves `last` and goes on where it stopped. @returns the new journal's name */
export async function rollJournal(place: JournalPlace, last: JournalToLeave): Promise<string> {
  const { log, plan } = place;
  const writer = last.closed ? undefined : await log.openWriter(last.journal);
  const left = await leaveJournal(log, last.journal, last.manifest, plan, last.closed);
  // Whatever cannot be carried on is said before anything is written.
  const positions = positionsOf(left.books.ledger, last.manifest, plan.catalog);
  await writer?.append(recordsOf(left.missing, last.journal, catalogOf(last.manifest)));
  await writer?.close();
  const time = micros(left.time);
  const { lastStored, ledger, command } = left.books;
  const known = lastStored === '' ? last.manifest.lastCommand : lastStored;
  return write(place, time, place.lastCommand ?? known, (journal) => ({
    balances: balancesOf(ledger),
    positions,
    rules: rulesInForce(plan.catalog, plan.rules, time),
    carried: left.carried,
    command: command && restated(command, journal),
  }));
}

async function write(
  { log, plan, journals, last, empty }: JournalPlace,
  time: Micros,
  lastCommand: string,
  stateOf: (journal: string) => OpeningState,
): Promise<string> {
  const { catalog, identity, config } = plan;
  // Whoever decides by this journal finds its models by their hashes, whatever becomes of the files they came from.
  for (const { model } of plan.strategies) model?.keep(config.artifacts_dir);
  const journal = empty?.journal ?? freeName(journals, config.run_id ?? runIdOf(identity, config.seed, startedNow()));
  if (empty === undefined) await log.createJournal(journal, last?.journal);
  // The hash that the one before closed with is known now.
  const hash = (await log.journals()).find((info) => info.journal === journal)?.genesis ?? '';
  const previous = last === undefined ? null : { journal: last.journal, hash };
  const manifest = manifestOf({ ...identity, previous, lastCommand }, catalog, config.seed);
  const serialiser = serialiserFor(catalog);
  const records = openingFacts(manifest, stateOf(journal)).map((fact) =>
    storable({ ...fact, time, cause: 0, ordinal: 0, correlation: 0 }, journal, catalog, serialiser),
  );
  const writer = await log.openWriter(journal);
  await writer.append(records);
  await writer.close();
  return journal;
}

/** Two runs may start in the same second. */
function freeName(journals: readonly JournalInfo[], name: string): string {
  const isTaken = (candidate: string): boolean => journals.some(({ journal }) => journal === candidate);
  let free = name;
  for (let copy = 2; isTaken(free); copy++) free = `${name}-${copy}`;
  return free;
}
