// What led to an event of a journal, read back through the log.

import { openLine } from '@tradingbot/contracts';
import type { LogReader } from '@tradingbot/event-log';
import { shownEvent, type ShownEvent } from './verdict.ts';

/**
 * From a cause back to the fact at the root.
 * @param first the position of the cause; with 0 there is none
 */
export async function causesOf(reader: LogReader, journal: string, first: number): Promise<ShownEvent[]> {
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
