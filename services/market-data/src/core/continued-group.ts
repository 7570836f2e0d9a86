// Whether a journal goes on with the data of the one before it, and from where: read from that one's end.

import { lineType, openLine } from '@tradingbot/contracts';
import { isMarketData, stageOf, type GroupPlace } from './group.ts';

/** Why a run ends. A journal that gives way in the middle of a run is closed without a `run.ending`. */
export const ENDINGS = { data: 'end of data', anew: 'begun anew' } as const;

/** What the end of a journal says. */
export type Continuation =
  /** The next journal begins with the data anew. */
  | { readonly status: 'ended' }
  /** It goes on after this group. */
  | { readonly status: 'continued'; readonly after: GroupPlace }
  /** It goes on, and no group was recorded: what holds is the journal before. */
  | { readonly status: 'without-data' }
  /** The lines do not reach back far enough to say. */
  | { readonly status: 'unknown' };

/** @param lines the last ones of a journal, in order */
export function continuationOf(lines: readonly string[]): Continuation {
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i] as string;
    const type = lineType(line);
    if (type === 'run.ending') return { status: 'ended' };
    // What comes before are opening facts.
    if (type === 'run.started') return { status: 'without-data' };
    if (isMarketData(type)) return { status: 'continued', after: { time: openLine(line).time, stage: stageOf(type) } };
  }
  return { status: 'unknown' };
}
