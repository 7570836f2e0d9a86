// The messages of the AsyncAPI document: events, and what is asked and answered.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_TYPES, EVENTS, OWNED_TYPES, type EventType, type Source } from '@tradingbot/contracts';
import { JSON_TYPE, ownerOf, PRODUCERS, schema, type Json } from './names.ts';
import { headersOf } from './samples.ts';
import { constant } from './schemas.ts';

const GOLDEN = join(import.meta.dirname, '..', '..', 'libs', 'contracts', 'src', 'golden');

/** The headers of an event: those that its type fixes, and text for the rest. */
function headerSchema(type: EventType): Json {
  const fixed = ['ce-specversion', 'ce-type', 'ce-source', 'ce-schemaversion', 'content-type'];
  const headers = headersOf(type);
  return {
    type: 'object',
    required: headers.map(([name]) => name),
    properties: Object.fromEntries(
      headers.map(([name, value]) => [name, fixed.includes(name) ? constant(value) : { type: 'string' }]),
    ),
  };
}

/** A line of the golden samples, as it would come over the bus. */
function exampleOf(type: EventType): Json {
  const file = join(GOLDEN, `${type}.v${EVENTS[type].schemaVersion}.jsonl`);
  const [line = ''] = readFileSync(file, 'utf8').split('\n');
  return { payload: (JSON.parse(line) as Json)['payload'] };
}

const eventMessage = (type: EventType): Json => ({
  name: type,
  title: `${type}, version ${EVENTS[type].schemaVersion}`,
  summary: `Recorded at a position of the journal; owned by ${ownerOf(type)}.`,
  tags: [{ name: ownerOf(type) }],
  contentType: 'application/json',
  headers: headerSchema(type),
  payload: schema(type),
  examples: [exampleOf(type)],
});

const LINES = 'application/x-ndjson';

/** A request to append what a source owns: a header line, then a line for each event, shown here as an array. */
const appendMessage = (source: Source): Json => ({
  name: `append-${source}`,
  title: `Events of ${source}`,
  summary: 'Text: a header line, then one line of JSON for each event. All of it is written, or nothing.',
  tags: [{ name: source }],
  contentType: LINES,
  payload: {
    type: 'array',
    minItems: 1,
    items: [schema('append-header')],
    additionalItems: { oneOf: OWNED_TYPES[source].map((type) => schema(`produced-${type}`)) },
  },
});

const other = (name: string, title: string, summary: string, contentType: string, payload: Json): [string, Json] => [
  name,
  { name, title, summary, contentType, payload },
];

export const MESSAGES: Json = {
  ...Object.fromEntries(EVENT_TYPES.map((type) => [type, eventMessage(type)])),
  ...Object.fromEntries(PRODUCERS.map((source) => [`append-${source}`, appendMessage(source)])),
  ...Object.fromEntries([
    other(
      'append-reply',
      'Answer of the sequencer',
      'Written, or refused with a code.',
      JSON_TYPE,
      schema('append-reply'),
    ),
    other('close-request', 'No more data', 'Ends the run and closes its journal.', JSON_TYPE, schema('close-request')),
    other(
      'read-request',
      'Events after a position',
      'Asks for one page of the log.',
      JSON_TYPE,
      schema('read-request'),
    ),
    other('page', 'A page of the log', 'One stored line for each event; empty at the end of the log.', LINES, {
      type: 'array',
      items: schema('stored-line'),
    }),
    other('log-head', 'The head of the log', 'The heartbeat of the sequencer.', JSON_TYPE, schema('log-head')),
    other(
      'core-done',
      'How far a core has decided',
      'Sent when a core had nothing to say.',
      JSON_TYPE,
      schema('core-done'),
    ),
    other('command', 'A command', 'Nothing, JSON, or for a kill any text: its reason.', 'text/plain', {
      type: 'string',
      examples: ['', 'spread too wide', '{"operator":"ann","reason":"checked"}'],
    }),
    other('command-answer', 'What became of a command', 'Recorded at a position, or refused.', JSON_TYPE, {
      type: 'object',
    }),
  ]),
};
