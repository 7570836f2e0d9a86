// Ends a journal that nobody goes on with, where its own services did not come to it.

import { catalogOf } from '@tradingbot/config';
import { canonicalJson, type RecordedEvent, type RecordedManifest } from '@tradingbot/contracts';
import type { EventLog } from '@tradingbot/event-log';
import { ENDINGS } from '@tradingbot/market-data';
import { createDoneMarks } from '../core/index.ts';
import { closingEvent, factEvent, recordsOf } from './journal-facts.ts';
import { recordedEvents } from './read-journal.ts';

/**
 * `run.ending` tells such a journal from one that the next one continues.
 * @param ending whether that is there already
 */
export async function closeJournal(
  log: EventLog,
  journal: string,
  manifest: RecordedManifest,
  ending: boolean,
): Promise<void> {
  const writer = await log.openWriter(journal);
  const marks = createDoneMarks(manifest);
  let facts = 0;
  let time = 0;
  for await (const chunk of recordedEvents(log, journal)) {
    for (const recorded of chunk) {
      marks.see(recorded);
      time = recorded.time;
      if (recorded.cause === 0) facts += 1;
    }
  }
  const done = marks.marks();
  let head = writer.head.position;
  const events: RecordedEvent[] = [];
  if (!ending) {
    head += 1;
    facts += 1;
    events.push(factEvent(head, time, 'run.ending', canonicalJson({ closePositions: false, reason: ENDINGS.anew })));
  }
  events.push(closingEvent(head, time, { facts, decisions: head - facts, done }));
  await writer.append(recordsOf(events, journal, catalogOf(manifest)));
  await writer.close();
}
