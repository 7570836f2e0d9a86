// Every event on the bus is a CloudEvent 1.0 in binary mode, by the word of the official library.

import { describe, expect, test } from '@jest/globals';
import { CloudEvent, HTTP, type CloudEventV1 } from 'cloudevents';
import fc from 'fast-check';
import { parseMicros } from '@tradingbot/domain';
import { eventsOfType } from '../../testing/arbitrary-events.ts';
import { texts } from '../../testing/arbitrary.ts';
import { schemaVersionOf } from '../envelope.ts';
import { eventId } from '../ids.ts';
import { EVENT_TYPES } from '../registry.ts';
import { serialiserFor } from '../serialiser.ts';
import { cloudEventHeaders, HEADER } from './cloud-event.ts';

const journals = texts.filter((text) => text !== '');

describe.each(EVENT_TYPES)('%s', (type) => {
  test('is a valid CloudEvent that says what its envelope says', () => {
    fc.assert(
      fc.property(eventsOfType(type), journals, ([catalog, event], journal) => {
        const headers = cloudEventHeaders(event, journal, eventId(event, journal, catalog));
        const body = serialiserFor(catalog).payload(event);
        const received = HTTP.toEvent({ headers: { ...headers }, body }) as CloudEventV1<unknown>;
        expect(new CloudEvent(received).validate()).toBe(true);
        const { id, source, time, specversion, datacontenttype, data, ...attributes } = received;
        expect([specversion, datacontenttype, received.type]).toEqual(['1.0', 'application/json', type]);
        expect([decodeURIComponent(id), source]).toEqual([eventId(event, journal, catalog), event.source]);
        expect(parseMicros(headers['ce-time'] ?? '')).toBe(event.time);
        expect(time).toBe(new Date(Math.floor(event.time / 1_000)).toISOString());
        expect(data).toEqual(JSON.parse(body));
        expect(attributes).toMatchObject({
          journal: encodeURI(journal),
          position: String(event.position),
          micros: String(event.time),
          cause: String(event.cause),
          ordinal: String(event.ordinal),
          correlation: String(event.correlation),
          schemaversion: String(schemaVersionOf(type)),
        });
      }),
      { numRuns: 10 },
    );
  });

  test('has attributes that the specification allows: names of [a-z0-9], values of printable ASCII', () => {
    fc.assert(
      fc.property(eventsOfType(type), journals, ([catalog, event], journal) => {
        for (const [name, value] of Object.entries(
          cloudEventHeaders(event, journal, eventId(event, journal, catalog)),
        )) {
          expect(name).toMatch(/^(?:ce-[a-z0-9]{1,20}|content-type)$/);
          // https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/nats-protocol-binding.md#3133-header-values
          expect(value).toMatch(/^[\x21\x23-\x7e]+$/);
        }
      }),
      { numRuns: 10 },
    );
  });
});

test('The headers that the product reads are among those that it writes', () => {
  fc.assert(
    fc.property(eventsOfType('run.started'), ([catalog, event]) => {
      expect(Object.keys(cloudEventHeaders(event, 'J', eventId(event, 'J', catalog)))).toEqual(
        expect.arrayContaining(Object.values(HEADER)),
      );
    }),
    { numRuns: 1 },
  );
});
