// Looks into the journals before: a journal that was opened in the middle of a run goes on where the last one stopped.

import { openLine, PAGE_LIMIT, type RecordedManifest } from '@tradingbot/contracts';
import { continuationOf, type GroupPlace } from '../core/index.ts';

/** Stored lines of a journal after a position, at most `limit`; none past its end. */
export type ReadPage = (journal: string, after: number, limit: number) => Promise<readonly string[]>;

/** @returns `undefined` when the journal of `manifest` begins with the data anew */
export async function lastGroupBefore(
  { previous }: Pick<RecordedManifest, 'previous'>,
  readPage: ReadPage,
): Promise<GroupPlace | undefined> {
  if (previous === null) return undefined;
  const { journal } = previous;
  // From the end, page by page: a run may be long, and only its last group is wanted.
  for (let end = await lastPosition(journal, readPage); end > 0; end -= PAGE_LIMIT) {
    const after = Math.max(0, end - PAGE_LIMIT);
    const found = continuationOf(await readPage(journal, after, end - after));
    if (found.status === 'ended') return undefined;
    if (found.status === 'continued') return found.after;
    if (found.status === 'without-data') break;
  }
  const [opening] = await readPage(journal, 0, 1);
  return opening === undefined ? undefined : lastGroupBefore(manifestIn(opening), readPage);
}

/** By halving: the log is asked for one line after a position, and has it or not. */
async function lastPosition(journal: string, readPage: ReadPage): Promise<number> {
  const isAfter = async (position: number): Promise<boolean> => (await readPage(journal, position, 1)).length > 0;
  let below = 0;
  let above = 1;
  while (await isAfter(above)) [below, above] = [above, above * 2];
  while (above - below > 1) {
    const middle = below + Math.floor((above - below) / 2);
    if (await isAfter(middle)) below = middle;
    else above = middle;
  }
  return (await isAfter(below)) ? above : below;
}

const manifestIn = (line: string): RecordedManifest =>
  (JSON.parse(openLine(line).payload) as { manifest: RecordedManifest }).manifest;
