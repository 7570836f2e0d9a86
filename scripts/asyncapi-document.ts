// Writes docs/asyncapi.yaml, the AsyncAPI 3 document of everything on the bus, from the contracts. Run it after a change
// of libs/contracts: `node scripts/run.cjs scripts/asyncapi-document.ts`. A test fails while it says something else.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { CHANNELS } from './asyncapi/channels.ts';
import { MESSAGES } from './asyncapi/messages.ts';
import { JSON_TYPE, SOURCES } from './asyncapi/names.ts';
import { OPERATIONS } from './asyncapi/operations.ts';
import { SCHEMAS } from './asyncapi/schemas.ts';

const ROOT = join(import.meta.dirname, '..');
export const ASYNCAPI_DOCUMENT = join(ROOT, 'docs', 'asyncapi.yaml');

/** The text of docs/asyncapi.yaml. */
export function asyncapiDocument(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const document = {
    asyncapi: '3.1.0',
    id: 'urn:tradingbot',
    info: {
      title: 'TradingBot',
      version,
      description: [
        'Everything on the bus, made from libs/contracts by scripts/asyncapi-document.ts.',
        'Events are CloudEvents 1.0 in binary mode. Subjects are those of the unnamed stack; those of a named one begin with "<stack>.".',
        'Names in subjects are percent-encoded: ".", "*", ">", "%", white space and control characters.',
      ].join('\n'),
      tags: SOURCES.map((name) => ({ name, description: `What the source ${name} says and hears.` })),
    },
    defaultContentType: JSON_TYPE,
    servers: {
      local: {
        host: '127.0.0.1:4222',
        protocol: 'nats',
        description: 'nats-server 2.9 or later, with JetStream for the stream CONTROL.',
        bindings: { nats: {} },
      },
    },
    channels: CHANNELS,
    operations: OPERATIONS,
    components: { messages: MESSAGES, schemas: SCHEMAS },
  };
  const text = stringify(document, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false });
  // Keys without escapes are quoted as the formatter would.
  return text.replace(/^( +)"([^"'\\]*)":/gm, "$1'$2':");
}

if (process.argv[1] === import.meta.filename) writeFileSync(ASYNCAPI_DOCUMENT, asyncapiDocument());
