// Where a journal and its replay part, shown with the chain of causes that led there.

import { openLine } from '@tradingbot/contracts';
import type { Difference } from '@tradingbot/core';
import type { LogReader } from '@tradingbot/event-log';
import { differingFields, shownDecision, shownEvent, type FirstDifference, type ShownEvent } from './verdict.ts';

/** A difference with the core that it is about, and why there is nothing to compare where that is so. */
export interface FoundDifference extends Difference {
  readonly core: string;
  readonly failure?: string;
}

export async function shownDifference(
  reader: LogReader,
  journal: string,
  { position, core, recorded, emitted }: FoundDifference,
): Promise<FirstDifference> {
  const was = recorded === undefined ? null : shownDecision(recorded);
  const is = emitted === undefined ? null : shownDecision(emitted);
  const cause = was?.cause ?? is?.cause ?? 0;
  return {
    position,
    core,
    cause,
    cause_chain: await causesOf(reader, journal, cause),
    recorded: was,
    replayed: is,
    fields: was === null || is === null ? [] : differingFields(was, is),
  };
}

async function causesOf(reader: LogReader, journal: string, first: number): Promise<ShownEvent[]> {
  const chain: ShownEvent[] = [];
  for (let cause = first; cause > 0;) {
    const [record] = await reader.read(journal, cause - 1, 1);
    if (record === undefined) return chain;
    const event = openLine(record.body);
    chain.push(shownEvent(event));
    // An edited journal may name a cause that is none.
    if (event.cause >= cause) return chain;
    cause = event.cause;
  }
  return chain;
}
