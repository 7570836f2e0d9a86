// Events of older versions as today's code reads them. Stored events are never edited; what a field did not say then
// has here the value that it meant.

import { canonicalJson } from './canonical-json.ts';
import { EVENTS, type EventType } from './registry.ts';

type Wire = Readonly<Record<string, unknown>>;
type Upcast = (wire: Wire) => Wire;

/** By type, then by the version that is read: the payload of the version after it. */
const UPCASTS: Readonly<Partial<Record<EventType, Readonly<Record<number, Upcast>>>>> = {
  'md.instrument': { 1: (wire) => ({ ...wire, maxQty: '0', bandDown: '0', bandUp: '0' }) },
  'md.open': {
    // The range alone is not the bar: such a journal is played as one of a live market.
    1: ({ rangeKnown: _known, rangeLow: _low, rangeHigh: _high, ...wire }) => ({
      ...wire,
      barKnown: false,
      high: wire['open'],
      low: wire['open'],
      close: wire['open'],
      volume: '0',
    }),
  },
  'order.submitted': {
    1: (wire) => ({ ...wire, timeInForce: 'GTC', expiresAt: 0, group: '', unsent: '0' }),
  },
  'order.filled': {
    1: (wire) => ({ ...wire, filledAt: 0, reference: wire['price'], spread: '0', delay: '0' }),
  },
};

/** Whether `version` of `type` can be read. */
export const isReadable = (type: EventType, version: number): boolean =>
  version === EVENTS[type].schemaVersion || UPCASTS[type]?.[version] !== undefined;

/**
 * A stored payload as the present version of its type, as canonical JSON.
 * @param version readable
 */
export function upcast(type: EventType, version: number, payload: string): string {
  const present = EVENTS[type].schemaVersion;
  if (version === present) return payload;
  let wire = JSON.parse(payload) as Wire;
  for (let v = version; v < present; v++) wire = UPCASTS[type]?.[v]?.(wire) ?? wire;
  return canonicalJson(wire);
}
