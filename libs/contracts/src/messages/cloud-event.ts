// An event on the bus: its payload as the body, the rest as headers of CloudEvents 1.0 in binary mode.
// https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/nats-protocol-binding.md

import { formatMicros, micros } from '@tradingbot/domain';
import { schemaVersionOf, type SequencedEvent } from '../envelope.ts';

/** The headers that the product itself reads. The rest is for people and other programs. */
export const HEADER = {
  type: 'ce-type',
  journal: 'ce-journal',
  position: 'ce-position',
  source: 'ce-source',
  cause: 'ce-cause',
  ordinal: 'ce-ordinal',
  correlation: 'ce-correlation',
  micros: 'ce-micros',
} as const;

/** @param id of the event */
export function cloudEventHeaders(event: SequencedEvent, journal: string, id: string): Record<string, string> {
  // First what every subscriber reads: a header is looked for from the start.
  return {
    'ce-type': event.type,
    'ce-position': String(event.position),
    'ce-journal': encodeURI(journal),
    'ce-source': event.source,
    'ce-micros': String(event.time),
    'ce-cause': String(event.cause),
    'ce-ordinal': String(event.ordinal),
    'ce-correlation': String(event.correlation),
    'ce-specversion': '1.0',
    'ce-id': encodeURI(id),
    'ce-time': formatMicros(micros(event.time)),
    'ce-schemaversion': String(schemaVersionOf(event.type)),
    'content-type': 'application/json',
  };
}
