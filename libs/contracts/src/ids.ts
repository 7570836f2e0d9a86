// Ids are derived, never drawn: the same event has the same id on every attempt, machine and replay.

import { formatTimeframe, invariant } from '@tradingbot/domain';
import type { Catalog } from './catalog.ts';
import type { SequencedEvent } from './envelope.ts';

/** A decision: `<journal>:<core>:<cause>:<ordinal>`. A fact: the natural key of what happened. */
export function eventId(event: SequencedEvent, journal: string, catalog: Catalog): string {
  if (event.cause !== 0) return `${journal}:${event.source}:${event.cause}:${event.ordinal}`;
  switch (event.type) {
    case 'md.open':
    case 'md.bar': {
      const { instrument, timeframe, openTime } = event.payload;
      return `${event.type}:${marketKey(catalog, instrument)}:${formatTimeframe(timeframe)}:${openTime}:0`;
    }
    case 'md.instrument':
      return `${event.type}:${marketKey(catalog, event.payload.instrument)}:${event.time}`;
    default:
      // A journal's own facts: at most one at a position, and positions are never reused.
      return `${journal}:${event.source}:${event.type}:${event.position}`;
  }
}

function marketKey(catalog: Catalog, index: number): string {
  const instrument = catalog.instruments[index];
  invariant(instrument !== undefined, 'an event names an instrument of its manifest');
  return `${part(instrument.venue)}:${part(instrument.symbol)}`;
}

/** A name as one part of an id. Some venues write ":" in their symbols, which would run into the next part. */
const part = (name: string): string => name.replace(/[%:]/g, encodeURIComponent);
