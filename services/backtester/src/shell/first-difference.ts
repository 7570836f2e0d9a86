// Where a journal and its replay part, shown with the chain of causes that led there.

import type { Difference } from '@tradingbot/core';
import type { LogReader } from '@tradingbot/event-log';
import { causesOf } from './causes-of.ts';
import { differingFields, shownDecision, type FirstDifference } from './verdict.ts';

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
