// An observer that keeps what it sees.

import { EVENT_TYPES, type SequencedEvent } from '@tradingbot/contracts';
import type { Observer } from '@tradingbot/core';

/** Puts a copy of every event into `events`: the engine uses its records, and the payloads of bars, again. */
export const keepEvents = (events: SequencedEvent[]): Observer => ({
  reads: EVENT_TYPES,
  see: (event) => void events.push({ ...event, payload: { ...event.payload } } as SequencedEvent),
});
