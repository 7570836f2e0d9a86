// Ids are derived, never drawn: the same event has the same id on every attempt, machine and replay.

import { formatTimeframe, invariant } from '@tradingbot/domain';
import type { Catalog } from './catalog.ts';
import type { SequencedEvent } from './envelope.ts';

/**
 * A decision: `<journal>:<core>:<cause>:<ordinal>`. A fact: the natural key of what happened, in the world or in its
 * journal. Never the position: an event that is appended again is known by its id before it has one.
 */
export function eventId(event: SequencedEvent, journal: string, catalog: Catalog): string {
  if (event.cause !== 0) return `${journal}:${event.source}:${event.cause}:${event.ordinal}`;
  switch (event.type) {
    case 'md.open':
    case 'md.bar': {
      const { instrument, timeframe, openTime } = event.payload;
      return `${event.type}:${marketKey(catalog, instrument)}:${formatTimeframe(timeframe)}:${openTime}:0`;
    }
    case 'md.path': {
      const { instrument, openTime, step } = event.payload;
      return `${event.type}:${marketKey(catalog, instrument)}:${formatTimeframe(step)}:${openTime}`;
    }
    case 'md.instrument':
    case 'md.split':
    case 'md.dividend':
      return `${event.type}:${marketKey(catalog, event.payload.instrument)}:${event.time}`;
    case 'control.kill':
    case 'control.reduce':
    case 'control.resume':
      return `${event.type}:${part(event.payload.command)}`;
    case 'clock.tick':
      return `${journal}:${event.type}:${event.time}`;
    case 'run.balance':
      return `${journal}:${event.type}:${part(event.payload.asset)}`;
    case 'run.position': {
      const { strategy, instrument } = event.payload;
      return `${journal}:${event.type}:${part(catalog.strategies[strategy] ?? '')}:${marketKey(catalog, instrument)}`;
    }
    case 'run.carried':
      return `${journal}:${event.type}:${part(event.payload.core)}`;
    default:
      // Once in a journal.
      return `${journal}:${event.type}`;
  }
}

function marketKey(catalog: Catalog, index: number): string {
  const instrument = catalog.instruments[index];
  invariant(instrument !== undefined, 'an event names an instrument of its manifest');
  return `${part(instrument.venue)}:${part(instrument.symbol)}`;
}

/** A name as one part of an id. Some venues write ":" in their symbols, which would run into the next part. */
const part = (name: string): string => name.replace(/[%:]/g, encodeURIComponent);
