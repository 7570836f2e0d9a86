// How far the market data of a journal has come, so that who feeds it goes on exactly behind that.

import type { LogReader } from '@tradingbot/event-log';
import { continuationOf, type Continuation, type GroupPlace } from '@tradingbot/market-data';
import { manifestOfJournal } from './read-journal.ts';

const PAGE = 1_000;

/**
 * The last group of market data in this journal, or else in those that it goes on from; `undefined` when the data is to
 * be played from its beginning. A journal that was left between the closes and the opens of an instant ends with the
 * stage `closes`.
 */
export async function lastMarketTime(reader: LogReader, journal: string): Promise<GroupPlace | undefined> {
  const found = await endOf(reader, journal);
  if (found.status === 'continued') return found.after;
  if (found.status === 'ended') return undefined;
  const { previous } = await manifestOfJournal(reader, journal);
  return previous === null ? undefined : lastMarketTime(reader, previous.journal);
}

async function endOf(reader: LogReader, journal: string): Promise<Continuation> {
  const info = (await reader.journals()).find((one) => one.journal === journal);
  for (let before = info?.head.position ?? 0; before > 0; before -= PAGE) {
    const from = Math.max(0, before - PAGE);
    const page = await reader.read(journal, from, before - from);
    const found = continuationOf(page.map(({ body }) => body));
    if (found.status !== 'unknown') return found;
  }
  return { status: 'without-data' };
}
