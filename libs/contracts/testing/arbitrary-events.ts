// Events of every type, as facts or as decisions on another one, each with a catalog that it speaks of.

import fc from 'fast-check';
import { micros } from '@tradingbot/domain';
import type { Catalog } from '../src/catalog.ts';
import { sequencedDecision, sequencedFact, type SequencedEvent } from '../src/envelope.ts';
import { EVENT_TYPES, EVENTS, TYPE_CODE, type EventType } from '../src/registry.ts';
import { OWNED_TYPES, type Source } from '../src/sources.ts';
import { catalogs, payloads, safeIntegers } from './arbitrary.ts';

const sources = fc.constantFrom(...(Object.keys(OWNED_TYPES) as Source[]));
const positions = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER - 1 });

/** An event of one type. */
export const eventsOfType = (type: EventType): fc.Arbitrary<[Catalog, SequencedEvent]> =>
  fc
    .tuple(catalogs, sources, fc.tuple(positions, positions, fc.nat(), safeIntegers, fc.boolean()))
    .chain(([catalog, source, [position, caused, ordinal, time, isFact]]) =>
      payloads(EVENTS[type].fields, catalog)
        .map((payload) => {
          const fact = sequencedFact(type, TYPE_CODE[type], position, micros(time), source, payload as never);
          return isFact
            ? fact
            : sequencedDecision(type, TYPE_CODE[type], caused, fact, source, ordinal, payload as never);
        })
        .map((event): [Catalog, SequencedEvent] => [catalog, event]),
    );

/** An event of any type. */
export const sequencedEvents: fc.Arbitrary<[Catalog, SequencedEvent]> = fc
  .constantFrom(...EVENT_TYPES)
  .chain(eventsOfType);
