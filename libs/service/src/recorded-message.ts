// An event as it comes over the bus. Only the headers are read; the payload stays text until a core wants it.

import type { BusMessage } from '@tradingbot/bus';
import { HEADER, type EventType, type RecordedEvent, type Source } from '@tradingbot/contracts';

export function recordedOf(message: BusMessage): RecordedEvent {
  return {
    type: message.header(HEADER.type) as EventType,
    position: Number(message.header(HEADER.position)),
    time: Number(message.header(HEADER.micros)),
    source: message.header(HEADER.source) as Source,
    cause: Number(message.header(HEADER.cause)),
    ordinal: Number(message.header(HEADER.ordinal)),
    correlation: Number(message.header(HEADER.correlation)),
    payload: message.text(),
  };
}

/** "" when it says none, or one that is no name: anybody may publish anything. */
export function journalOf(message: BusMessage): string {
  try {
    return decodeURI(message.header(HEADER.journal) ?? '');
  } catch {
    return '';
  }
}
