// Which journal a stack writes next: the one that it wrote, the one that follows from it, or a new one.
// Whatever is appended here is appended whole, so that a crash leaves a state that the next start understands.

import { catalogOf } from '@tradingbot/config';
import { canonicalJson, type RecordedManifest } from '@tradingbot/contracts';
import type { EventLog } from '@tradingbot/event-log';
import { beginJournal, rollJournal, type JournalPlace } from './begin-journal.ts';
import { closeJournal } from './close-journal.ts';
import { survivalOf } from './leave-journal.ts';
import type { RunPlan } from './plan-run.ts';
import { endOfJournal, manifestOfJournal } from './read-journal.ts';

export interface OpenJournalRequest {
  /** Of the stack, and nobody else writes to it. */
  readonly log: EventLog;
  readonly plan: RunPlan;
  /** Begin a new run, whatever there is. */
  readonly fresh: boolean;
  /** The last operator's command in the store, from which on commands are new; by default what the journals know. */
  readonly lastCommand?: string;
}

export interface OpenedJournal {
  readonly journal: string;
  readonly state: 'new' | 'continued' | 'rolled';
  /** What was done and why, for people. */
  readonly sentence: string;
}

/** @throws InputError when a journal cannot be gone on with as things are */
export async function openJournal({ log, plan, fresh, lastCommand }: OpenJournalRequest): Promise<OpenedJournal> {
  const journals = await log.journals();
  // A start that was interrupted leaves an empty journal: this one fills it.
  const empty = journals.at(-1)?.head.position === 0 ? journals.at(-1) : undefined;
  const last = empty === undefined ? journals.at(-1) : journals.find(({ journal }) => journal === empty.previous);
  const place: JournalPlace = { log, plan, journals, last, empty, lastCommand };
  if (last === undefined) return opened(await beginJournal(place), 'new', 'begins a new run');

  const manifest = await manifestOfJournal(log, last.journal);
  const { closed, ending } = await endOfJournal(log, last);
  if (closed && ending) return opened(await beginJournal(place), 'new', 'begins a new run');

  const change = changeOf(manifest, plan);
  const unwanted = unwantedBecause(fresh, ending, change);
  if (unwanted !== undefined) {
    if (!closed) await closeJournal(log, last.journal, manifest, ending);
    const what = `begins a new run; ${last.journal} is closed: ${unwanted}`;
    return opened(await beginJournal(place), 'new', what);
  }
  if (change.why === undefined && !closed) {
    return opened(last.journal, 'continued', `goes on at position ${last.head.position}`);
  }
  const journal = await rollJournal(place, { ...last, manifest, closed });
  const why = change.why ?? 'its start was interrupted';
  return opened(journal, 'rolled', `goes on where ${last.journal} stopped, because ${why}: ${carried(manifest, plan)}`);
}

const opened = (journal: string, state: OpenedJournal['state'], what: string): OpenedJournal => ({
  journal,
  state,
  sentence: `journal ${journal} ${what}`,
});

interface Change {
  /** Market data or instruments are others: positions in them mean nothing here. */
  readonly isOtherMarket: boolean;
  /** What changed, if anything. */
  readonly why: string | undefined;
}

function changeOf(old: RecordedManifest, { identity, catalog }: RunPlan): Change {
  const isOtherMarket =
    old.dataHash !== identity.dataHash ||
    canonicalJson(catalogOf(old).instruments) !== canonicalJson(catalog.instruments);
  const changed = [
    ...(old.codeHash === identity.codeHash ? [] : ['the code']),
    ...(old.configurationHash === identity.configurationHash ? [] : ['the configuration']),
  ];
  return { isOtherMarket, why: changed.length === 0 ? undefined : `${changed.join(' and ')} changed` };
}

function unwantedBecause(fresh: boolean, ending: boolean, { isOtherMarket, why }: Change): string | undefined {
  if (fresh) return 'a fresh start was asked for';
  if (isOtherMarket) return 'it ran on other data';
  // By the same code it is ended properly; for another there is nothing left to go on with.
  return ending && why !== undefined ? 'its run had ended' : undefined;
}

function carried(old: RecordedManifest, plan: RunPlan): string {
  const { trading, strategies } = survivalOf(old, plan);
  if (!trading) return 'cash and positions are carried on, open orders are canceled';
  return strategies
    ? 'everything is carried on'
    : 'cash, positions, orders and limits are carried on, strategies begin anew';
}
