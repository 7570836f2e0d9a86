// What stands in a log, for tests that look at it.

import { openLine, type RecordedEvent } from '@tradingbot/contracts';
import type { EventLog } from '@tradingbot/event-log';

export async function eventsOf(log: EventLog, journal: string): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const chunk of log.stream(journal, 0)) events.push(...chunk.map(({ body }) => openLine(body)));
  return events;
}

/** What happened to the account, over all journals: order ids and positions left out. */
export async function fillsOf(log: EventLog): Promise<string[]> {
  const fills: string[] = [];
  for (const { journal } of await log.journals()) {
    for (const { type, time, payload } of await eventsOf(log, journal)) {
      if (type !== 'order.filled') continue;
      const { orderId: _order, tradeId: _trade, ...fill } = JSON.parse(payload) as Record<string, string>;
      fills.push(`${time} ${JSON.stringify(fill)}`);
    }
  }
  return fills;
}

/** The payloads of one type, in order. */
export async function payloadsOf(log: EventLog, journal: string, type: string): Promise<Record<string, unknown>[]> {
  const events = (await eventsOf(log, journal)).filter((event) => event.type === type);
  return events.map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);
}
