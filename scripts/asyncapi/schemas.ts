// The schemas of the AsyncAPI document: JSON Schema made from the zod schemas of the contracts.

import { EVENT_TYPES, EVENTS, MESSAGE_SCHEMAS, OWNED_TYPES, type EventType } from '@tradingbot/contracts';
import { z } from 'zod';
import { PRODUCERS, schema, SOURCES, type Json } from './names.ts';

export const constant = (value: unknown): Json => ({ type: 'string', const: value });

/** JSON Schema, where any JSON goes for what refers to itself: only the schema of any JSON does. */
function jsonSchema(of: z.ZodType): Json {
  const { $schema: _dialect, definitions: _any, ...rest } = z.toJSONSchema(of, { target: 'draft-7', io: 'output' });
  return JSON.parse(JSON.stringify(rest), (_key, value: Json) =>
    typeof value === 'object' && value !== null && '$ref' in value ? { description: 'any JSON' } : value,
  ) as Json;
}

/** What a producer sends of one type: the payload, and what it knows of the rest. */
function producedSchema(type: EventType): Json {
  const { properties, ...rest } = jsonSchema(MESSAGE_SCHEMAS.producedEvent);
  const own = { payload: schema(type), schemaVersion: { const: EVENTS[type].schemaVersion }, type: constant(type) };
  return { ...rest, properties: { ...(properties as Json), ...own } };
}

/** The stored form of an event, one line of the log. */
const STORED_LINE: Json = {
  type: 'object',
  description: 'An event as it is stored and hashed: canonical JSON, keys sorted.',
  required: ['cause', 'correlation', 'id', 'journal', 'payload', 'position', 'schemaVersion', 'source', 'time', 'type'],
  properties: {
    ...(jsonSchema(MESSAGE_SCHEMAS.producedEvent)['properties'] as Json),
    payload: { type: 'object' },
    id: { type: 'string' },
    journal: { type: 'string' },
    position: { type: 'integer', minimum: 1 },
    source: { type: 'string', enum: SOURCES },
  },
};

export const SCHEMAS: Json = {
  ...Object.fromEntries(EVENT_TYPES.map((type) => [type, jsonSchema(EVENTS[type].schema)])),
  ...Object.fromEntries(
    PRODUCERS.flatMap((source) => OWNED_TYPES[source].map((type) => [`produced-${type}`, producedSchema(type)])),
  ),
  'append-header': jsonSchema(MESSAGE_SCHEMAS.appendHeader),
  'append-reply': jsonSchema(MESSAGE_SCHEMAS.appendReply),
  'close-request': jsonSchema(MESSAGE_SCHEMAS.closeRequest),
  'read-request': jsonSchema(MESSAGE_SCHEMAS.readRequest),
  'log-head': jsonSchema(MESSAGE_SCHEMAS.logHead),
  'core-done': jsonSchema(MESSAGE_SCHEMAS.coreDone),
  'stored-line': STORED_LINE,
};
