// The facts that close a journal, and recorded events on their way into the log.

import {
  canonicalJson,
  sequencedOf,
  serialiserFor,
  storable,
  type Catalog,
  type Payload,
  type RecordedEvent,
} from '@tradingbot/contracts';
import type { NewRecord } from '@tradingbot/event-log';

export function closingEvent(head: number, time: number, payload: Payload<'run.closed'>): RecordedEvent {
  return factEvent(head + 1, time, 'run.closed', canonicalJson(payload));
}

/** @param payload canonical JSON */
export const factEvent = (
  position: number,
  time: number,
  type: 'run.ending' | 'run.closed',
  payload: string,
): RecordedEvent => ({
  type,
  position,
  time,
  source: 'sequencer',
  cause: 0,
  ordinal: 0,
  correlation: position,
  payload,
});

export function recordsOf(events: readonly RecordedEvent[], journal: string, catalog: Catalog): readonly NewRecord[] {
  const serialiser = serialiserFor(catalog);
  return events.map((recorded) => storable(sequencedOf(recorded, serialiser), journal, catalog, serialiser));
}
