// An event on the bus: its payload as the body, the rest as headers of CloudEvents 1.0 in binary mode.
// https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/nats-protocol-binding.md

import { formatMicros, micros } from '@tradingbot/domain';
import type { Catalog } from '../catalog.ts';
import { schemaVersionOf, type SequencedEvent } from '../envelope.ts';
import { eventId } from '../ids.ts';

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

export function cloudEventHeaders(event: SequencedEvent, journal: string, catalog: Catalog): Record<string, string> {
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
    'ce-id': encodeURI(eventId(event, journal, catalog)),
    'ce-time': formatMicros(micros(event.time)),
    'ce-schemaversion': String(schemaVersionOf(event.type)),
    'content-type': 'application/json',
  };
}
